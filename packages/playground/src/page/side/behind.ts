import { html, nothing } from 'lit';
import { icons } from '../icons.ts';
import type { Trace } from '../protocol.ts';
import { state } from '../state.ts';
import { w } from '../words/words.ts';

/** What the bot does for the newest question: candidates, comparisons and database rows, as they appear. */
export function behind() {
  const { trace } = state;
  if (!trace) return nothing;
  return html`<section class="behind" data-testid="behind" aria-label=${w().whatHappened}>
    <h3 class="guide-title">${w().whatHappened}</h3>
    <p class="behind-question">“${trace.question}”</p>
    <p class="behind-stage" role="status">${stageOf(trace)}</p>
    <ul class="behind-candidates">${trace.candidates.map((one) => candidate(one, trace.comparisons))}</ul>
    ${trace.comparisons.length > 0 ? html`<ol class="behind-matches" tabindex="0" aria-label=${w().comparisons}>${trace.comparisons.map(match)}</ol>` : nothing}
    <p class="behind-rows">${w().rowsInPostgres}${trace.rows.map(
      ({ table, count }, at) => html`${at > 0 ? ' · ' : ''}<code>${table}</code> ${count}`,
    )}</p>
  </section>`;
}

function stageOf({ state: stage, candidates, comparisons }: Trace): string {
  const alone = stage === 'closed' && comparisons.length === 0;
  if (alone && candidates.length === 1) return w().nothingToJudge;
  if (alone && candidates.filter((one) => one.state === 'done').length === 1) return w().allTheSame;
  return w().stages[stage] ?? stage;
}

function candidate({ number, model, state: fate }: Trace['candidates'][number], all: Trace['comparisons']) {
  const met = all.filter(({ first, second, winner }) => winner !== null && (first === number || second === number));
  const won = met.filter(({ winner }) => winner === number).length;
  return html`<li class="is-${fate}">
    <span class="behind-number">${number}</span>
    <span class="behind-model">${model ?? html`<span class="visually-hidden">${w().candidate}</span>`}</span>
    ${
      met.length > 0
        ? html`<span class="behind-won" .style=${`--won: ${won / met.length}`} aria-hidden="true"></span><span class="behind-fate">${w().wonOf(won, met.length)}</span>`
        : html`<span class="behind-fate">${fate === 'done' ? html`${icons.check}<span class="visually-hidden">${w().fates.done}</span>` : w().fates[fate]}</span>`
    }
  </li>`;
}

const match = ({ first, second, winner, seconds }: Trace['comparisons'][number]) => html`<li>
  ${side(first, winner)}<span class="behind-versus">${w().against}</span>${side(second, winner)}
  <span class="behind-verdict">${winner === null ? w().noVerdict : w().wins(winner)}</span>
  <span class="behind-time">${seconds.toLocaleString(state.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} s</span>
</li>`;

const side = (number: number, winner: number | null) =>
  html`<span class="behind-number ${winner === number ? 'is-winner' : ''}">${number}</span>`;
