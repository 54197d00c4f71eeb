import type { OwnModel, OwnVotes } from '../../../db/repo/own-votes.ts';
import { wilson } from '../../agreement/wilson.ts';
import { modelName } from '../../model-name.ts';
import type { Words } from '../words/words.ts';
import { accents, container, type MessageView, separator, text } from './blocks.ts';
import { shortModelLabel } from './candidate-name.ts';

/** Fewer are said as numbers: a percentage of so few promises more than it holds. */
const FEWEST_FOR_PERCENT = 10;
const MOST_MODELS = 5;

/** At least so many others must have voted, so that their majority points at none of them. */
export const FEWEST_OTHERS = 3;

/** `/my-votes`: how one person votes, for them alone. */
export function myVotesView(words: Words, own: OwnVotes, models: readonly OwnModel[]): MessageView {
  const { leaderboard } = words;
  const note = [...(own.leftOut > 0 ? [leaderboard.mineLeftOut(own.leftOut)] : []), leaderboard.mineNote].join(' ');
  return {
    components: [
      container(accents.judge, [
        text(`### ${leaderboard.mineTitle}`),
        text(own.counted === 0 ? leaderboard.mineNone : figures(words, own)),
        ...(models.length > 0 ? [text(liked(words, models))] : []),
        separator(),
        text(`-# ${note}`),
      ]),
    ],
    files: [],
  };
}

function figures(
  words: Words,
  { counted, ties, bothBad, sided, withJudge, majorities, withMajority }: OwnVotes,
): string {
  const { leaderboard } = words;
  return [
    leaderboard.mineCounts(counted, ties, bothBad),
    ...(sided > 0 ? [leaderboard.withJudge(shareOf(words, withJudge, sided))] : []),
    majorities > 0
      ? leaderboard.withOthers(shareOf(words, withMajority, majorities))
      : leaderboard.noOthers(FEWEST_OTHERS),
  ].join('\n');
}

/** Those chosen most often first. Models of one name are one, wherever they run. */
function liked(words: Words, models: readonly OwnModel[]): string {
  const { leaderboard } = words;
  const byName = [...Map.groupBy(models, ({ model }) => modelName(model))].map(([model, own]) => ({
    model,
    shown: own.reduce((sum, { shown }) => sum + shown, 0),
    chosen: own.reduce((sum, { chosen }) => sum + chosen, 0),
  }));
  const rows = byName
    .toSorted((a, b) => b.chosen / b.shown - a.chosen / a.shown || b.shown - a.shown)
    .slice(0, MOST_MODELS)
    .map(({ model, shown, chosen }) => leaderboard.likedRow(shortModelLabel(model), shareOf(words, chosen, shown)));
  return [leaderboard.liked, ...rows].join('\n');
}

function shareOf({ leaderboard, percent }: Words, part: number, whole: number): string {
  const counts = leaderboard.of(part, whole);
  if (whole < FEWEST_FOR_PERCENT) return counts;
  const { low, high } = wilson(part, whole);
  return `${counts}, ${leaderboard.range(percent(part / whole), percent(low), percent(high))}`;
}
