import type { Database, Db } from '../../db/client.ts';
import { type Ask, insertAsk, keepAsks } from '../../db/repo/asks.ts';
import type { AskSettings } from '../../db/schema/asks.ts';
import { type Limits, noLimits } from '../limits/limits.ts';
import { AskRefused } from '../limits/refused.ts';
import type { Queue } from '../ops/queue.ts';
import type { Effort, Voting } from '../terms.ts';
import { type Owners, ownersOf, peopleOf, writerOf } from './owners.ts';
import { newSeed } from './seed.ts';
import { reserve } from './spending/reserve.ts';
import { isInSight, isWithinReach } from './within-reach.ts';

export interface QuestionFile {
  name: string;
  text: string;
}

/** Where a prompt comes from that its asker did not write: another ask's question, an answer of the bot's (ids of asks), or somebody's message (their keyed hash). */
export type Taken = { question: string } | { answer: string } | { writtenBy: string };

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
  /** Absent: the asker wrote prompt and file. */
  taken?: Taken | null;
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
 * @throws {AskRefused} where the ask would pass a limit, or what it is taken from is gone by now; nothing is written then.
 */
export async function createAsk(database: Database, queue: Queue, request: AskRequest, now: Date): Promise<Ask | null> {
  return database.db.transaction(async (tx) => {
    const { file, limits = noLimits, taken: _, ...rest } = request;
    const ask = await insertAsk(tx, {
      ...rest,
      ...(await readOrigin(tx, request)),
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

/**
 * What a new ask goes on from, and whose words it is made of. Both are read, and kept from being deleted, in the transaction that writes them: words
 * that somebody has deleted meanwhile do not come back, and a deletion that comes later finds the copy.
 */
async function readOrigin(tx: Db, request: AskRequest): Promise<Owners & { parentId: string | null }> {
  const { askerHash, channelId, parentId, taken } = request;
  const askOf = !taken || 'writtenBy' in taken ? null : 'question' in taken ? taken.question : taken.answer;
  const found = await keepAsks(
    tx,
    [parentId, askOf].flatMap((id) => id ?? []),
  );
  const parent = found.find(({ id }) => id === parentId);
  const source = found.find(({ id }) => id === askOf);
  const reaches = taken && 'question' in taken ? isWithinReach : isInSight;
  if (askOf !== null && !(source && reaches(source, { channelId, hash: askerHash })))
    throw new AskRefused({ kind: 'gone' });
  const writer = taken && 'writtenBy' in taken ? taken.writtenBy : source ? writerOf(source) : askerHash;
  const others = [
    ...(parent ? peopleOf(parent) : []),
    ...(source && taken && 'answer' in taken ? peopleOf(source) : []),
  ];
  // What was deleted is not remembered.
  return { parentId: parent?.id ?? null, ...ownersOf(askerHash, writer, others) };
}
