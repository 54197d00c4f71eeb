import type { EqualQuestions, StatedConfidence } from '../../../db/repo/questions.ts';
import { DEFAULTS, type Trust, trust } from '../../agreement/trust.ts';
import { efforts } from '../../terms.ts';
import { FEWEST_QUESTIONS } from '../server-agreement.ts';
import { type Watched, watched } from '../watched.ts';

/**
 * How somebody looks at a report. While votes come in, people look again and again; only at a finished study
 * do intervals for one look hold, and only then may a trust threshold be promised.
 */
export type Look =
  | { finished: false; all: Watched; groups: readonly { by: 'effort' | 'judge'; name: string; figures: Watched }[] }
  | { finished: true; trust: Trust };

export const lookOnce = (stated: readonly StatedConfidence[]): Look => ({
  finished: true,
  trust: trust(stated, DEFAULTS),
});

export function lookAgain(questions: readonly EqualQuestions[]): Look {
  const groupsBy = (by: 'effort' | 'judge', place: (name: string) => number) =>
    [...Map.groupBy(questions, (question) => question[by])]
      .sort(([a], [b]) => place(a) - place(b) || a.localeCompare(b, 'en'))
      .map(([name, own]) => ({ by, name, figures: enough(watched(own)) }));
  const order: readonly string[] = efforts;
  return {
    finished: false,
    all: enough(watched(questions)),
    groups: [...groupsBy('effort', (name) => order.indexOf(name)), ...groupsBy('judge', () => 0)],
  };
}

/** Withholds figures that rest on too few questions. */
function enough({ pickWins, majority, amongPeople }: Watched): Watched {
  const kept = (figure: Watched['pickWins']) =>
    figure.n < FEWEST_QUESTIONS ? { value: null, low: null, high: null, n: figure.n } : figure;
  return { pickWins: kept(pickWins), majority: kept(majority), amongPeople: kept(amongPeople) };
}
