import { randomUUID } from 'node:crypto';
import type { SimulatedAsk } from '../../bench/tournament/trial-asks.ts';
import type { Db } from '../../db/client.ts';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { comparisons } from '../../db/schema/comparisons.ts';
import { votes } from '../../db/schema/votes.ts';
import { askRow, ballotRow, candidateRow, comparisonRow } from './snapshots.ts';

interface Placed {
  guildId: string;
  judge: string;
  /** When the first was picked; each further one a minute later. */
  from: Date;
  isOpen?: boolean;
}

/** Inserts simulated asks as closed questions of a server, each with its duel and its votes. */
export async function placeAsks(
  db: Db,
  simulated: readonly SimulatedAsk[],
  { guildId, judge, from, isOpen = false }: Placed,
): Promise<void> {
  for (const [i, one] of simulated.entries()) {
    const at = new Date(from.getTime() + i * 60_000);
    const [id, ballotId] = [randomUUID(), randomUUID()];
    const { n, effort, seed, duel } = one;
    const settings = { ...askRow().settings, judgeModel: judge, parallel: one.parallel, tournament: 'adaptive@2' };
    const shown = [...(duel?.shown ?? [0, 1])];
    await db.insert(asks).values({
      ...askRow(),
      ...{ id, interactionId: id, guildId, n, effort, seed, settings, pick: shown[0]! },
      standings: one.world.strengths.map((_, slot) => slot),
      ...{ pBest: null, pBeats: null, createdAt: at, pickedAt: at },
      ...{ state: isOpen ? 'voting' : 'closed', closedAt: isOpen ? null : at },
    });
    await db
      .insert(candidates)
      .values(one.world.strengths.map((_, slot) => ({ ...candidateRow(slot, `reply ${slot}`), askId: id })));
    await db.insert(comparisons).values(
      one.comparisons.map(({ id: number, first, second, tier, verdict }) => ({
        ...comparisonRow(number, first, second, { tier, verdict: verdict ?? 'first', model: judge }),
        ...{ askId: id, invalidReason: verdict === 'invalid' ? ('no-marker' as const) : null },
      })),
    );
    await db.insert(ballots).values({
      ...{ ...ballotRow(), id: ballotId, askId: id, kind: 'duel', shown, opponentPolicy: 'random' },
      ...{ opponentProbability: duel?.probability ?? 1, closedAt: isOpen ? null : at },
    });
    const cast = shown.flatMap((slot, place) => Array<number>(duel?.votes[place] ?? 0).fill(slot));
    if (cast.length > 0)
      await db.insert(votes).values(
        cast.map((slot, voter) => ({
          ...{ ballotId, interactionId: randomUUID(), voterHash: `voter ${voter}`, choice: 'candidate' as const, slot },
          ...{ position: shown.indexOf(slot), blind: true, flags: [], createdAt: at },
        })),
      );
  }
}
