import type { Figure } from '../../agreement/statistic.ts';
import type { LeaderboardDrawing, ShareRange } from '../../charts/leaderboard.ts';
import { shortened } from '../../graphemes.ts';
import { shortModelName } from '../../model-name.ts';
import type { Leaderboard, RankedModel } from '../../research/leaderboard.ts';
import { FEWEST_QUESTIONS } from '../../research/server-agreement.ts';
import { limits } from '../sizes.ts';
import type { Words } from '../words/words.ts';
import { accents, container, gallery, type MessageView, type Picture, separator, text } from './blocks.ts';
import { shortModelLabel } from './candidate-name.ts';

/** More would be too small to read on a phone, and too many words. */
const MOST_MODELS = 8;

/** `/leaderboard`: how often people prefer each model's answers, beside the judge. */
export function leaderboardView(
  words: Words,
  found: Leaderboard,
  days: number,
  picture: Picture | null = null,
): MessageView {
  const shown = found.models.length > 1 && picture ? [picture] : [];
  return {
    components: [
      container(accents.voting, [
        text(`### ${words.leaderboard.title(days)}`),
        ...shown.map(gallery),
        text(found.models.length > 1 ? ranking(words, found) : tooFew(words, found)),
        separator(),
        text(`-# ${smallPrint(words, found)}`),
      ]),
    ],
    files: [],
    pictures: shown,
  };
}

const tooFew = ({ leaderboard }: Words, found: Leaderboard): string =>
  [leaderboard.tooFew(found.votes, found.questions, FEWEST_QUESTIONS), ...unrankedLines(leaderboard, found)].join('\n');

function ranking(words: Words, found: Leaderboard): string {
  const { leaderboard } = words;
  const { models } = found;
  const first = models.filter(({ places: [best] }) => best === 1);
  const summary =
    first.length === models.length
      ? leaderboard.allLevel
      : first.length === 1
        ? leaderboard.ahead(shortModelLabel(first[0]!.model))
        : leaderboard.level(
            listed(
              leaderboard,
              first.map(({ model }) => shortModelLabel(model)),
            ),
          );
  const rows = models
    .slice(0, MOST_MODELS)
    .map(({ model, people, judge, places, votes, questions }) =>
      leaderboard.row(
        placeWords(places),
        shortModelLabel(model),
        share(words, people),
        judge.value === null ? null : share(words, judge),
        votes,
        questions,
      ),
    );
  const rest = models.length - rows.length;
  return [summary, ...rows, ...(rest > 0 ? [leaderboard.more(rest)] : []), ...unrankedLines(leaderboard, found)].join(
    '\n',
  );
}

function unrankedLines(words: Words['leaderboard'], { unranked, models }: Leaderboard): string[] {
  const of = (why: 'few' | 'apart') => unranked.filter((one) => one.why === why);
  const few = of('few').map(({ model, questions }) => words.fewOne(shortModelLabel(model), questions));
  // A single model with enough questions has nobody to be compared with.
  const alone =
    models.length === 1 ? models.map(({ model, questions }) => words.fewOne(shortModelLabel(model), questions)) : [];
  const apart = of('apart').map(({ model }) => shortModelLabel(model));
  return [
    ...(few.length + alone.length > 0 ? [words.few(listed(words, [...alone, ...few]))] : []),
    ...(apart.length > 0 ? [words.apart(listed(words, apart))] : []),
  ];
}

function listed({ more }: Words['leaderboard'], names: readonly string[]): string {
  const shown = names.slice(0, MOST_MODELS);
  return names.length > shown.length ? `${shown.join(', ')} ${more(names.length - shown.length)}` : shown.join(', ');
}

const placeWords = ([best, worst]: RankedModel['places']) => (best === worst ? `${best}` : `${best}–${worst}`);

function share({ leaderboard, percent }: Words, { value, low, high }: Figure): string {
  if (value === null) return '–';
  return low === null || high === null
    ? percent(value)
    : leaderboard.range(percent(value), percent(low), percent(high));
}

const smallPrint = ({ leaderboard, agreement }: Words, { models, sameModel, simulated }: Leaderboard): string =>
  [
    ...(simulated ? [agreement.simulated] : []),
    ...(models.length > 1 ? [leaderboard.what] : []),
    leaderboard.shown,
    ...(sameModel > 0 ? [leaderboard.sameModel(sameModel)] : []),
  ].join(' ');

/**
 * The data of the chart for `/leaderboard`.
 * @returns null when there is not enough data
 */
export function leaderboardDrawing({ leaderboard }: Words, { models }: Leaderboard): LeaderboardDrawing | null {
  if (models.length < 2) return null;
  return {
    people: leaderboard.you,
    judge: leaderboard.judge,
    rows: models.slice(0, MOST_MODELS).flatMap(({ model, places, people, judge }) => {
      const own = rangeOf(people);
      return own
        ? [{ model: shortModelName(model), places: placeWords(places), people: own, judge: rangeOf(judge) }]
        : [];
    }),
  };
}

const rangeOf = ({ value, low, high }: Figure): ShareRange | null =>
  value === null ? null : { value, low: low ?? value, high: high ?? value };

/** The chart's alt text. */
export function leaderboardAlt(words: Words, { models }: Leaderboard): string {
  const { leaderboard } = words;
  const rows = models
    .slice(0, MOST_MODELS)
    .map(({ model, places, people, judge }) =>
      leaderboard.altRow(
        placeWords(places),
        shortModelName(model),
        share(words, people),
        judge.value === null ? null : share(words, judge),
      ),
    );
  return shortened(leaderboard.alt(rows.join('; ')), limits.altText);
}
