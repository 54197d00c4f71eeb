import type { Db } from '../../db/client.ts';
import type { Ask } from '../../db/repo/asks.ts';
import type { Ballot } from '../../db/repo/ballots.ts';
import { type Challenger, challengerOf } from '../../db/repo/challengers.ts';
import { isAboutPair } from '../ballots/counting.ts';
import type { Queue } from '../ops/queue.ts';
import { seeded } from '../seeded.ts';

const PARTS = 1_000_000;

/**
 * Whether an ask is one of the challenger's share. The lot is in the ask's secret seed, so it depends on
 * nothing that anybody does, and can be drawn again later. Each challenger has lots of its own.
 */
export const isDrawn = ({ id, share }: Pick<Challenger, 'id' | 'share'>, seed: string): boolean =>
  seeded(seed, `shadow ${id}`).below(PARTS) < share * PARTS;

/**
 * Has the server's challenger judge an ask too, if it is drawn and the champion has judged it to the end: a
 * challenger has neither deadline nor budget of the ask, so it would win against one that was stopped. Runs
 * in the transaction that records the pick. Only what people vote on in pairs can compare two judges.
 * Pictures are sent to no judge of which nobody knows whether it sees.
 */
export async function sendToShadow(tx: Db, queue: Queue, ask: Ask, ballot: Ballot): Promise<void> {
  if (ask.guildId === null || ask.private || ask.settings.pictures || !isAboutPair(ballot.kind)) return;
  if (ask.cutShort !== null) return;
  const challenger = await challengerOf(tx, ask.guildId);
  if (challenger?.champion !== ask.settings.judgeModel || !isDrawn(challenger, ask.seed)) return;
  await queue.send(tx, 'ask-shadow', { askId: ask.id });
}
