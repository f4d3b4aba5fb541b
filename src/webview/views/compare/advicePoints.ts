import { css, html, type TemplateResult } from 'lit';
import type { Advice } from '../../../model/advice.ts';
import { TRADE_OFFS } from '../../../model/tradeOffs.ts';
import { METHOD_LABELS, METHODS } from '../../../protocol/method.ts';

const TRADE_OFF_LABELS = [
  ['direction', 'Direction'],
  ['complexity', 'Complexity'],
  ['efficiency', 'Efficiency'],
  ['idealUse', 'Good for'],
] as const;

export const adviceStyles = css`
  .points,
  .trade-offs {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(240px, 100%), 1fr));
    gap: 12px 24px;
    max-width: 1040px;
    padding: 0 12px 12px;
    line-height: 18px;
  }
  .trade-offs dl {
    margin: 2px 0 0;
  }
  .trade-offs dt {
    margin-top: 4px;
    font-size: 11px;
    color: var(--ri-dim);
  }
  .trade-offs dd {
    margin: 0;
  }
  .points h3,
  .trade-offs h3 {
    margin: 0;
    font: inherit;
    font-weight: 600;
  }
  .points p {
    margin: 2px 0 0;
  }
  .points ul {
    margin: 4px 0 0;
    padding: 0 0 0 16px;
    font-size: 12px;
    color: var(--ri-dim);
  }
  .trade-offs {
    grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr));
    font-size: 12px;
    line-height: 16px;
  }
  .trade-offs h3 {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .trade-offs p {
    color: var(--ri-dim);
  }
`;

/** The questions that decide, with what the captures say to each, and what choosing a method means. */
export function renderAdvice({ points }: Advice): TemplateResult {
  return html`
    <div class="points">
      ${points.map(
        ({ question, answer, evidence }) =>
          html`<div>
            <h3>${question}</h3>
            <p>${answer}</p>
            <ul>
              ${evidence.map((sentence) => html`<li>${sentence}</li>`)}
            </ul>
          </div>`,
      )}
    </div>
    <div class="trade-offs">
      ${METHODS.map((method) => {
        return html`<div>
          <h3><span class="mark ${method}"></span>${METHOD_LABELS[method]}</h3>
          <dl>
            ${TRADE_OFF_LABELS.map(
              ([name, label]) =>
                html`<dt>${label}</dt>
                  <dd>${TRADE_OFFS[method][name]}</dd>`,
            )}
          </dl>
        </div>`;
      })}
    </div>
  `;
}
