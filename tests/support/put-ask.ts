import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/client.ts';
import type { AskSettings } from '../../db/schema/asks.ts';
import { type AskRequest, createAsk } from '../../src/asks/create.ts';
import type { Queue } from '../../src/ops/queue.ts';

/**
 * Puts a question to models, of which a test says only what it is about.
 * @returns its id
 */
export async function putAsk(
  { database, queue, now = () => new Date() }: { database: Database; queue: Queue; now?: () => Date },
  settings: Pick<AskSettings, 'candidateModels' | 'judgeModel'> & Partial<AskSettings>,
  change: Partial<Omit<AskRequest, 'settings'>> = {},
): Promise<string> {
  const ask = await createAsk(
    { database, queue, now },
    {
      ...{ interactionId: randomUUID(), interactionToken: 'token', applicationId: '1', guildId: '2', channelId: '3' },
      ...{ askerHash: 'asker', prompt: 'Why?', n: 2, effort: 'standard', voting: 'duel', private: false },
      ...change,
      settings: {
        ...{ judgeModelStrong: null, tournament: 'knockout', parallel: 2 },
        ...{ ballotMinutes: 60, ballotVotes: null, deadlineSeconds: 60 },
        ...settings,
      },
    },
  );
  return ask?.id ?? '';
}
