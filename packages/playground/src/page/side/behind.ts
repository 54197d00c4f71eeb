import { html, nothing } from 'lit';
import { icons } from '../icons.ts';
import type { Trace } from '../protocol.ts';
import { state } from '../state.ts';

/** What the bot does for the newest question: candidates, comparisons and database rows, as they appear. */
export function behind() {
  const { trace } = state;
  if (!trace) return nothing;
  return html`<section class="behind" data-testid="behind" aria-label="What just happened">
    <h3 class="guide-title">What just happened</h3>
    <p class="behind-question">“${trace.question}”</p>
    <p class="behind-stage" role="status">${stageOf(trace)}</p>
    <ul class="behind-candidates">${trace.candidates.map((one) => candidate(one, trace.comparisons))}</ul>
    ${trace.comparisons.length > 0 ? html`<ol class="behind-matches">${trace.comparisons.map(match)}</ol>` : nothing}
    <p class="behind-rows">Rows in PostgreSQL: ${trace.rows.map(
      ({ table, count }, at) => html`${at > 0 ? ' · ' : ''}<code>${table}</code> ${count}`,
    )}</p>
  </section>`;
}

function stageOf({ state: stage, candidates, comparisons }: Trace): string {
  const alone = stage === 'closed' && comparisons.length === 0;
  if (alone && candidates.length === 1) return 'One reply: nothing to judge.';
  if (alone && candidates.filter((one) => one.state === 'done').length === 1) return 'All the same: nothing to judge.';
  return stageWords[stage] ?? stage;
}

const stageWords: Readonly<Record<string, string>> = {
  queued: 'Waiting for a worker …',
  writing: 'The models are writing …',
  judging: 'The judge compares them two by two …',
  voting: 'There is a pick. People vote, and do not know it.',
  closed: 'Over: the pick is public.',
  failed: 'It failed; the message says why.',
};

const candidateWords = {
  writing: 'writing …',
  done: 'written',
  failed: 'failed',
  repeated: 'a repeat',
};

function candidate({ number, model, state: fate }: Trace['candidates'][number], all: Trace['comparisons']) {
  const met = all.filter(({ first, second, winner }) => winner !== null && (first === number || second === number));
  const won = met.filter(({ winner }) => winner === number).length;
  return html`<li class="is-${fate}">
    <span class="behind-number">${number}</span>
    <span class="behind-model">${model ?? html`<span class="visually-hidden">Candidate</span>`}</span>
    ${
      met.length > 0
        ? html`<span class="behind-won" .style=${`--won: ${won / met.length}`} aria-hidden="true"></span><span class="behind-fate">won ${won} of ${met.length}</span>`
        : html`<span class="behind-fate">${fate === 'done' ? html`${icons.check}<span class="visually-hidden">written</span>` : candidateWords[fate]}</span>`
    }
  </li>`;
}

const match = ({ first, second, winner, seconds }: Trace['comparisons'][number]) => html`<li>
  ${side(first, winner)}<span class="behind-versus">against</span>${side(second, winner)}
  <span class="behind-verdict">${winner === null ? 'no verdict' : `${winner} wins`}</span>
  <span class="behind-time">${seconds.toFixed(1)} s</span>
</li>`;

const side = (number: number, winner: number | null) =>
  html`<span class="behind-number ${winner === number ? 'is-winner' : ''}">${number}</span>`;
