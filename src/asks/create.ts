import type { Database } from '../../db/client.ts';
import { type Ask, insertAsk } from '../../db/repo/asks.ts';
import type { AskSettings, Voting } from '../../db/schema/asks.ts';
import type { Queue } from '../ops/queue.ts';
import { type Limits, noLimits } from '../policy/limits.ts';
import type { Effort } from '../tournament/tournament.ts';
import { reserve } from './reserve.ts';
import { newSeed } from './seed.ts';

export interface QuestionFile {
  name: string;
  text: string;
}

export interface AskRequest {
  interactionId: string;
  /** null for a chat message, which has none: the answer is a message of the bot's own. */
  interactionToken: string | null;
  applicationId: string;
  guildId: string | null;
  channelId: string;
  askerHash: string;
  /** 1–6,000 characters. */
  prompt: string;
  file?: QuestionFile | null;
  source?: Ask['source'];
  /** What this goes on from. */
  parentId?: string | null;
  /** The failed ask that this tries again. */
  retryOf?: string | null;
  /** How many candidates: 1–16. */
  n: number;
  effort: Effort;
  voting: Voting;
  private: boolean;
  settings: AskSettings;
  /** What the asker, the server and the bot may spend in a day; absent: as much as they want. */
  limits?: Limits;
}

/**
 * Writes the ask, what it may cost at most and the job that will run it in one transaction: there is never one without the others. An interaction that was
 * delivered before, and a second try of the same failed ask, make nothing new and give null.
 * @throws {AskRefused} where the ask would pass a limit; nothing is written then.
 */
export async function createAsk(database: Database, queue: Queue, request: AskRequest, now: Date): Promise<Ask | null> {
  return database.db.transaction(async (tx) => {
    const { file, limits = noLimits, ...rest } = request;
    const ask = await insertAsk(tx, {
      ...rest,
      fileName: file?.name ?? null,
      fileText: file?.text ?? null,
      seed: newSeed(),
      deadlineAt: new Date(now.getTime() + request.settings.deadlineSeconds * 1000),
      createdAt: now,
    });
    // Delivered before: that delivery has been counted, and is not refused now.
    if (!ask) return null;
    await reserve(tx, ask, limits);
    await queue.send(tx, 'ask-run', { askId: ask.id });
    return ask;
  });
}
