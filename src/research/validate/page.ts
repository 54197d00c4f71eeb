import { count, type Html, html, page, paragraph, section, shareWords, table } from '../report/html.ts';
import { intervalPlot } from '../report/plots.ts';
import { agreementSection, confusionSection, positionSection, readableSection } from './page-agreement.ts';
import { driftSection } from './page-drift.ts';
import { mindedSection } from './page-style.ts';
import { marks, modesInWords } from './page-words.ts';
import type { Validation } from './validation.ts';

/**
 * Renders a validation as one HTML page: no scripts, no requests, no texts of pairs. Equal figures give an
 * equal page.
 */
export function validationPage(data: Validation): string {
  const parts = [
    scope(data),
    html`<p class="lead">${data.fitness.verdict}</p>`,
    flag(data),
    picture(data),
    checklist(data),
    agreementSection(data),
    confusionSection(data),
    positionSection(data),
    readableSection(data),
    mindedSection(data),
    driftSection(data),
    modesSection(data),
  ];
  return page(`Is ${data.judge} fit for use?`, 'Tribunal validation', parts, own);
}

/** What this page adds to the report's style. */
const own = `
main { max-width: 1080px; }
h1, .scope { overflow-wrap: anywhere; }
.flag { border: 2px solid var(--judge); border-radius: 12px; padding: 10px 14px; }
.table table { min-width: 0; }
tbody th { overflow-wrap: anywhere; min-width: 10em; max-width: 20em; }
td.number { white-space: nowrap; }
@media screen and (max-width: 640px) { h1 { font-size: 1.5rem; } tbody th { min-width: 0; } }
`;

function scope({ judge, answeredBy, madeAt, together, sets }: Validation): Html {
  const who = answeredBy.length === 0 ? 'Who answered is not recorded.' : `Answered by ${answeredBy.join(', ')}.`;
  return html`<p class="scope">${judge}: ${count(together.pairs)} pairs on ${count(together.questions)} questions in ${
    sets.length === 1 ? 'one set' : `${count(sets.length)} sets`
  }, ${together.runs === 1 ? 'one run' : `${together.runs} runs`}; made on ${madeAt.slice(0, 10)}. ${who}</p>`;
}

/** @returns null where nothing is to be flagged */
function flag({ paradox, together, drift }: Validation): Html | null {
  const said = [
    ...(paradox
      ? [
          `Very stable and still biased: it repeats its bias. Two runs say the same in ${shareWords(together.retest)} of cases, and what stands first is preferred in ${shareWords(together.firstSlot)}.`,
        ]
      : []),
    ...(drift && drift.alarms.length > 0
      ? [`Drift since ${drift.since.slice(0, 10)}: ${drift.alarms.join(', ')}.`]
      : []),
  ];
  return said.length === 0 ? null : html`<div class="flag">${said.map(paragraph)}</div>`;
}

function picture({ sets, together }: Validation): Html | null {
  const labelled = [...sets.filter(({ labelled: n }) => n > 0), ...(sets.length > 1 ? [together] : [])];
  return intervalPlot(
    'Agreement with people, raw and corrected for chance',
    labelled.flatMap(({ name, raw: observed, kappa, compared }) => [
      { label: `${name}: raw`, figure: observed, unit: 'pairs', kind: 'people' as const },
      ...(compared > 0
        ? [{ label: `${name}: kappa`, figure: within(kappa), unit: 'pairs', kind: 'judge' as const }]
        : []),
    ]),
  );
}

/** The picture begins at 0; the table has what is below. */
const within = <F extends { value: number | null; low: number | null; high: number | null }>(figure: F): F => {
  const shown = (value: number | null) => (value === null ? null : Math.max(0, value));
  return { ...figure, value: shown(figure.value), low: shown(figure.low), high: shown(figure.high) };
};

function checklist({ fitness }: Validation): Html {
  return section(
    'The checklist',
    'An item is met, or not met, if the whole range of its figure lies on one side of the bound. Otherwise it is not known: more questions would tell. The bounds are defaults and can be changed.',
    table(
      'Met, not met, not known',
      [
        { head: 'Item', cell: ({ what }) => what },
        { head: 'State', cell: ({ state }) => `${marks[state]}\u00a0${state.replace(' ', '\u00a0')}` },
        { head: 'Bound', cell: ({ bound }) => bound },
        { head: 'Because', cell: ({ because }) => because },
      ],
      fitness.checks,
    ),
  );
}

function modesSection({ modes }: Validation): Html {
  return section(
    'How it was counted',
    'All ranges are at 95 % and by question, because pairs on one question belong together.',
    html`<ul>${modesInWords(modes).map((words) => html`<li>${words}</li>`)}</ul>`,
    paragraph(
      'The protocol is that of Norman, Rivera and Hughes 2026 (arXiv 2606.19544), what is named beside each figure that of Rao and Callison-Burch 2026 (arXiv 2606.00093).',
    ),
  );
}
