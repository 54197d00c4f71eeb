import type { AskSnapshot } from '../../../src/asks/snapshot.ts';
import type { Trace } from './page/protocol.ts';

/** What the bot did for one ask. It does not reveal which candidate is A or B. */
export function toTrace({ ask, candidates, comparisons, ballot, tally }: AskSnapshot): Trace {
  const bySlot = new Map(candidates.map((candidate) => [candidate.slot, candidate]));
  const votes = tally.reduce((sum, row) => sum + row.votes, 0);
  const rows = [
    ['asks', 1],
    ['candidates', candidates.length],
    ['comparisons', comparisons.length],
    ['ballots', ballot ? 1 : 0],
    ['votes', votes],
  ] as const;
  return {
    askId: ask.id,
    question: ask.prompt.slice(0, 200),
    state: ask.state,
    candidates: Array.from({ length: ask.n }, (_, slot) => {
      const candidate = bySlot.get(slot);
      const model = candidate?.model.replace(/^[a-z]+:/, '').replace(/@.*$/, '') ?? null;
      if (!candidate) return { number: slot + 1, model, state: 'writing' as const };
      const repeated = candidate.duplicateOf === null ? candidate.state : ('repeated' as const);
      return { number: slot + 1, model, state: repeated };
    }),
    comparisons: comparisons.map(({ first, second, verdict, latencyMs }) => ({
      first: first + 1,
      second: second + 1,
      winner: verdict === 'invalid' ? null : (verdict === 'first' ? first : second) + 1,
      seconds: latencyMs / 1000,
    })),
    rows: rows.filter(([, count]) => count > 0).map(([table, count]) => ({ table, count })),
  };
}
