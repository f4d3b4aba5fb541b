import { css, html, nothing, type TemplateResult } from 'lit';
import { adviseOn } from '../../../model/advice.ts';
import { countOf, formatCount } from '../../../model/format.ts';
import type { Comparison } from '../../../protocol/comparison.ts';
import type { ReplayCheck } from '../../../protocol/replay.ts';
import { withClients } from '../../compare/clientCapacity.ts';
import type { CompareSection } from '../../compare/compareView.ts';
import { comparisonNotes } from '../../compare/comparisonNotes.ts';
import { baseStyles } from '../../dom/baseStyles.ts';
import { SessionRead } from '../../dom/sessionRead.ts';
import { View } from '../../dom/view.ts';
import type { PanelState } from '../../state.ts';
import { withToggled } from '../../statistics/statisticsView.ts';
import './assumptionsForm.ts';
import './capacityTable.ts';
import './compareForm.ts';
import './compareSummary.ts';
import './compareTable.ts';
import './messagePairView.ts';
import './replayCheck.ts';
import { adviceStyles, renderAdvice } from './advicePoints.ts';
import { section, sectionStyles } from './section.ts';

/** The four methods side by side: measured where they were captured, estimated where not, and always saying which. */
export class ComparePane extends View {
  static override styles = [
    baseStyles,
    sectionStyles,
    adviceStyles,
    css`
      :host {
        display: flex;
        min-height: 0;
        container-type: inline-size;
      }
      .scroll {
        flex: 1;
        min-width: 0;
        overflow: auto;
        padding-bottom: 24px;
      }
      .message {
        margin: 0;
        padding: 16px 12px;
        color: var(--ri-dim);
      }
      .notes {
        margin: 0 12px 12px;
        padding: 0 0 0 16px;
        max-width: 88ch;
        line-height: 20px;
        color: var(--ri-dim);
      }
    `,
  ];

  readonly #read = new SessionRead(this, {
    shown: () => this.state.shown,
    read: () => this.panel.call('comparison/read', { assumptions: this.state.compare.assumptions }),
  });
  #asked = this.#given;

  get #given(): unknown {
    return this.isConnected ? this.state.compare.assumptions : null;
  }

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.shown, state.compare, state.replay, state.isCompareFormOpen];
  }

  protected override willUpdate(): void {
    const given = this.#given;
    if (this.#asked !== null && this.#asked !== given) this.#read.again();
    this.#asked = given;
  }

  override render(): TemplateResult {
    const { value: comparison, error } = this.#read;
    const { isCompareFormOpen } = this.state;
    return html`<div class="scroll" tabindex="0">
      ${isCompareFormOpen ? html`<ri-compare-form .panel=${this.panel}></ri-compare-form>` : nothing}
      ${
        error === null
          ? nothing
          : html`<p class="message" role="alert">No comparison: ${error.message}; ${error.action}.</p>`
      }
      ${comparison === null ? html`<p class="message">Comparing…</p>` : this.#renderComparison(comparison)}
    </div>`;
  }

  #renderComparison(comparison: Comparison): TemplateResult {
    const { panel } = this;
    const { clients } = this.state.compare;
    const advice = adviseOn(withClients(comparison, clients), this.#check);
    const notes = comparisonNotes(comparison);
    return html`
      <ri-compare-summary .panel=${panel} .comparison=${comparison} .advice=${advice}></ri-compare-summary>
      ${this.#section(
        'methods',
        'Methods',
        html`<ri-compare-table .panel=${panel} .comparison=${comparison}></ri-compare-table>`,
        methodsNote(comparison),
      )}
      ${this.#section('advice', 'Which one, and why', renderAdvice(advice))}
      ${this.#section(
        'assumptions',
        'What estimates assume',
        html`<ri-assumptions-form .panel=${panel} .comparison=${comparison}></ri-assumptions-form>`,
        givenNote(Object.keys(this.state.compare.assumptions).length),
      )}
      ${this.#section(
        'capacity',
        'Capacity',
        html`<ri-capacity-table .panel=${panel} .comparison=${comparison}></ri-capacity-table>`,
        `for ${countOf(clients, 'client')}`,
      )}
      ${this.#section(
        'replay',
        'Check by replay',
        html`<ri-replay-check .panel=${panel} .comparison=${comparison}></ri-replay-check>`,
      )}
      ${this.#section(
        'message',
        'One message by each method',
        html`<ri-message-pair .panel=${panel} .comparison=${comparison}></ri-message-pair>`,
      )}
      ${
        notes.length === 0
          ? nothing
          : this.#section(
              'notes',
              'Notes',
              html`<ul class="notes">
                ${notes.map((note) => html`<li>${note}</li>`)}
              </ul>`,
              formatCount(notes.length),
            )
      }
    `;
  }

  #section(id: CompareSection, title: string, content: TemplateResult, note?: string): TemplateResult {
    const { folded } = this.state.compare;
    return section({
      title,
      ...(note === undefined ? {} : { note }),
      isFolded: folded.includes(id),
      onToggle: () => {
        this.panel.setCompare({ folded: withToggled(folded, id) });
      },
      content,
    });
  }

  get #check(): ReplayCheck | null {
    const { replay } = this.state;
    return replay?.kind === 'done' ? replay.check : null;
  }
}

function methodsNote({ columns }: Comparison): string {
  const count = (kind: string): number => columns.filter((column) => column.kind === kind).length;
  const parts = [
    [count('measured'), 'measured'],
    [count('estimated'), 'estimated'],
    [count('unknown'), 'not known'],
  ] as const;
  return parts
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}`)
    .join(', ');
}

function givenNote(given: number): string {
  return given === 0 ? 'as found' : `${given} of them yours`;
}

customElements.define('ri-compare-pane', ComparePane);
