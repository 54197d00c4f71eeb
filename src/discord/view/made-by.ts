import type { JudgeRules } from '../../../db/repo/judge-rules.ts';
import type { Words } from '../words/words.ts';
import { dayOf } from './blocks.ts';

const numberIn = (of: unknown, key: string): number | null => {
  const value = (of as Readonly<Record<string, unknown>> | null | undefined)?.[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};
const points = (share: number): number => Math.round(100 * share);

/** Where a list of rules comes from, as a sentence. */
export function madeByWords({ judge }: Words, { madeBy, editedFrom, trial, createdAt }: JudgeRules): string {
  const day = dayOf(createdAt);
  if (madeBy === 'manager')
    return `${judge.written(day)}${editedFrom === null ? '' : `, ${judge.edited(editedFrom)}`}.`;
  const [low, high] = [numberIn(trial?.difference, 'low'), numberIn(trial?.difference, 'high')];
  const learnt = judge.learnt(numberIn(trial, 'votes'), day);
  return `${learnt}${low === null || high === null ? '' : `; ${judge.gained(points(low), points(high))}`}.`;
}

/** The same for an option of a menu, in which Discord shows no dates. */
export function madeByShort({ judge }: Words, { madeBy, editedFrom, trial }: JudgeRules): string {
  if (madeBy === 'align') return judge.shortLearnt(numberIn(trial, 'votes'));
  return `${judge.shortWritten}${editedFrom === null ? '' : `, ${judge.edited(editedFrom)}`}`;
}
