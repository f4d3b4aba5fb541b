import { css, html, LitElement, type TemplateResult } from 'lit';
import { FILTER_EXAMPLES } from '../../model/filter/filterExamples.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { iconButton } from '../dom/iconButton.ts';
import { popoverStyles } from '../dom/popoverStyles.ts';

/** The filter's language by examples, each of which can be tried: it tells of that by `try`. */
export class FilterHelp extends LitElement {
  static override styles = [
    baseStyles,
    popoverStyles,
    css`
      :host {
        display: inline-flex;
      }
      .popover {
        width: min(620px, calc(100vw - 8px));
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th {
        padding: 2px 6px 4px;
        font-weight: normal;
        font-size: 11px;
        text-align: left;
        color: var(--ri-dim);
      }
      td {
        padding: 1px 6px;
        vertical-align: baseline;
        line-height: 20px;
      }
      td:first-child {
        width: 1%;
      }
      .example {
        padding: 0 4px;
        text-align: left;
        color: var(--vscode-textLink-foreground);
        border-radius: 3px;
        white-space: nowrap;
      }
      .example:hover {
        text-decoration: underline;
      }
      @media (max-width: 520px) {
        td {
          display: block;
          width: auto;
        }
        td:first-child {
          width: auto;
          padding-top: 4px;
        }
        td:last-child {
          padding-left: 10px;
        }
        thead {
          display: none;
        }
        .example {
          white-space: normal;
          overflow-wrap: anywhere;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    return html`${iconButton({ icon: 'question', label: 'What can be written here', popup: 'dialog', popoverId: 'help' })}
      <div id="help" class="popover" popover role="dialog" aria-label="The language of filters">
        <table>
          <thead>
            <tr>
              <th scope="col">Write, or click to try</th>
              <th scope="col">Shows frames in which</th>
            </tr>
          </thead>
          <tbody>
            ${FILTER_EXAMPLES.map(
              ({ filter, finds }) =>
                html`<tr>
                  <td>
                    <button
                      type="button"
                      class="example mono"
                      @click=${() => {
                        this.#try(filter);
                      }}
                    >
                      ${filter}
                    </button>
                  </td>
                  <td>${finds}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }

  #try(filter: string): void {
    this.dispatchEvent(new CustomEvent('try', { detail: filter }));
    const popover = this.renderRoot.querySelector('.popover');
    if (popover instanceof HTMLElement) popover.hidePopover();
  }
}

customElements.define('ri-filter-help', FilterHelp);
