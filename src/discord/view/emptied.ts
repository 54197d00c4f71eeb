import type { AskSnapshot } from '../../asks/snapshot.ts';
import type { Words } from '../words/words.ts';

/**
 * Puts a note in place of the texts of an ask whose retention period is over. Other asks stay as they are.
 */
export function sayEmptied<Snapshot extends AskSnapshot>({ asking }: Words, snapshot: Snapshot): Snapshot {
  const { ask, candidates, comparisons, rubrics } = snapshot;
  if (ask.purgedAt === null) return snapshot;
  const note = asking.emptied;
  return {
    ...snapshot,
    ask: { ...ask, prompt: note },
    candidates: candidates.map((candidate) => (candidate.state === 'done' ? { ...candidate, text: note } : candidate)),
    comparisons: comparisons.map((comparison) => ({ ...comparison, reasoning: note, answer: note })),
    ...(rubrics
      ? { rubrics: rubrics.map((rubric) => (rubric.text === null ? rubric : { ...rubric, text: note })) }
      : {}),
  };
}
