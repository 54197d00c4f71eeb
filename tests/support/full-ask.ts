import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/client.ts';
import { insertPictures } from '../../db/repo/ask-pictures.ts';
import { insertAsk, type NewAsk } from '../../db/repo/asks.ts';
import { insertCandidate } from '../../db/repo/candidates.ts';
import { insertComparison } from '../../db/repo/comparisons.ts';
import { insertRubric } from '../../db/repo/rubrics.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { votes } from '../../db/schema/votes.ts';

/** Inserts an ask with `word` in every column that can hold text. @returns its id. */
export async function fullAsk({ db }: Database, word: string, change: Partial<NewAsk> = {}): Promise<string> {
  const ask = await insertAsk(db, {
    interactionId: randomUUID(),
    interactionToken: `token ${word}`,
    applicationId: '1',
    guildId: 'guild',
    channelId: '3',
    askerHash: 'asker',
    prompt: `prompt ${word}`,
    fileName: `${word}.txt`,
    fileText: `file ${word}`,
    n: 2,
    effort: 'standard',
    voting: 'duel',
    private: false,
    seed: 'seed',
    settings: {} as never,
    state: 'closed',
    pick: 0,
    deadlineAt: new Date(),
    ...change,
  });
  const askId = ask?.id ?? '';
  await insertPictures(db, askId, [{ name: word, type: 'image/png', width: 1, height: 1, data: word }]);
  for (const slot of [0, 1])
    await insertCandidate(db, { askId, slot, model: 'm', style: 's', state: 'done', text: `reply ${word}` });
  await insertComparison(db, {
    ...{ askId, number: 1, first: 0, second: 1, tier: 0, sample: 0, verdict: 'first', conflict: false, forced: false },
    ...{ model: 'm', format: 'f', formatVersion: 1, params: {}, latencyMs: 1 },
    ...{ reasoning: `because ${word}`, answer: word, notes: [word] },
  });
  const kind = { writer: 'm', format: 'f', formatVersion: 1, shadow: false };
  await insertRubric(db, { askId, ...kind, text: `1. The response says ${word}.` });
  const shown = { kind: 'duel' as const, shown: [0, 1], opponentPolicy: 'random' as const, opponentProbability: 1 };
  const [ballot] = await db
    .insert(ballots)
    .values({ askId, ...shown, closesAt: new Date() })
    .returning();
  await db.insert(votes).values({
    ...{ ballotId: ballot?.id ?? '', interactionId: randomUUID(), voterHash: 'voter', choice: 'candidate', slot: 0 },
    ...{ blind: true, flags: [], reasonText: `reason ${word}` },
  });
  return askId;
}
