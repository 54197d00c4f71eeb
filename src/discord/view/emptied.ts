import type { AskSnapshot } from '../../asks/snapshot.ts';
import type { Words } from '../words/words.ts';

/** An ask as it is shown: where its texts have grown too old and were emptied, that is said in their place. */
export function sayEmptied<Snapshot extends AskSnapshot>({ asking }: Words, snapshot: Snapshot): Snapshot {
  const { ask, candidates, comparisons } = snapshot;
  if (ask.purgedAt === null) return snapshot;
  const note = asking.emptied;
  return {
    ...snapshot,
    ask: { ...ask, prompt: note },
    candidates: candidates.map((candidate) => (candidate.state === 'done' ? { ...candidate, text: note } : candidate)),
    comparisons: comparisons.map((comparison) => ({ ...comparison, reasoning: note, answer: note })),
  };
}
