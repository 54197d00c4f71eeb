import { randomUUID } from 'node:crypto';
import type { Db } from '../../db/client.ts';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { challengerComparisons } from '../../db/schema/challenger-comparisons.ts';
import { challengerPicks } from '../../db/schema/challenger-picks.ts';
import { comparisons } from '../../db/schema/comparisons.ts';
import { votes } from '../../db/schema/votes.ts';
import type { Voting } from '../../src/terms.ts';
import { askRow, ballotRow, candidateRow, comparisonRow } from './snapshots.ts';

/** A closed question of two replies: the champion picked 0, and the duel was 0 against 1. */
export interface Compared {
  guildId: string;
  champion: string;
  challenger: string;
  at: Date;
  /**
   * What the challenger says in both orders of its own tournament. null: it has not judged. `contradicts`:
   * once so, once so; it then picks 0, as where nothing is readable.
   */
  says: 0 | 1 | 'contradicts' | 'invalid' | null;
  /** Votes for the champion's pick and for the other one. */
  votes: readonly [number, number];
  ask?: Partial<typeof asks.$inferInsert>;
  kind?: Voting;
  isOpen?: boolean;
  /** Whether the challenger's tournament is not over yet. */
  isUnfinished?: boolean;
  shadow?: Partial<typeof challengerComparisons.$inferInsert>;
}

/** Inserts such a question. @returns its id */
export async function compared(db: Db, one: Compared): Promise<string> {
  const { guildId, champion, challenger, at, says, isOpen = false, kind = 'duel' } = one;
  const id = randomUUID();
  const settings = { ...askRow().settings, judgeModel: champion, tournament: 'adaptive@2' };
  await db.insert(asks).values({
    ...askRow(),
    ...{ id, interactionId: id, guildId, n: 2, voting: kind, seed: `seed ${id}`, settings },
    ...{ pick: 0, standings: [0, 1], pBest: [0.8, 0.2], pBeats: [1, 0.8] },
    ...{ createdAt: at, pickedAt: at, state: isOpen ? 'voting' : 'closed', closedAt: isOpen ? null : at },
    ...one.ask,
  });
  for (const slot of [0, 1]) await db.insert(candidates).values({ ...candidateRow(slot, `reply ${slot}`), askId: id });
  const rows = [comparisonRow(1, 0, 1), comparisonRow(2, 1, 0, { verdict: 'second' })];
  await db.insert(comparisons).values(rows.map((row) => ({ ...row, askId: id, model: champion })));
  if (says !== null)
    await db.insert(challengerComparisons).values(
      rows.map(({ notes: _, first, ...row }) => ({
        ...row,
        ...{ first, askId: id, judge: challenger, model: challenger, createdAt: at },
        ...(says === 'invalid'
          ? { verdict: 'invalid' as const, invalidReason: 'no-marker' as const }
          : { verdict: says === 'contradicts' || first === says ? ('first' as const) : ('second' as const) }),
        ...one.shadow,
      })),
    );
  const standings = says === 1 ? [1, 0] : [0, 1];
  if (says !== null && !one.isUnfinished)
    await db.insert(challengerPicks).values({ askId: id, judge: challenger, pick: says === 1 ? 1 : 0, standings });
  const ballotId = randomUUID();
  const lineup = { shown: [0, 1], opponentPolicy: 'runner-up' as const, opponentProbability: 1 };
  await db
    .insert(ballots)
    .values({ ...ballotRow(), id: ballotId, askId: id, kind, ...lineup, closedAt: isOpen ? null : at });
  for (const [slot, n] of one.votes.entries())
    for (let voter = 0; voter < n; voter++)
      await db.insert(votes).values({
        ...{ ballotId, interactionId: randomUUID(), voterHash: `voter ${slot} ${voter}`, choice: 'candidate', slot },
        ...{ position: slot, blind: true, flags: [], createdAt: at },
      });
  return id;
}
