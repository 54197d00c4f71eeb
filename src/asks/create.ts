import type { Db } from '../../db/client.ts';
import { type AskPicture, insertPictures } from '../../db/repo/ask-pictures.ts';
import { type Ask, insertAsk, keepAsks } from '../../db/repo/asks.ts';
import { pipelined } from '../../db/repo/pipelined.ts';
import type { AskSettings } from '../../db/schema/asks.ts';
import type { Context } from '../context.ts';
import { type Limits, noLimits } from '../limits/limits.ts';
import { AskRefused } from '../limits/refused.ts';
import type { Effort, Voting } from '../terms.ts';
import { type Owners, ownersOf, peopleOf, writerOf } from './owners.ts';
import { newSeed } from './seed.ts';
import { reserve } from './spending/reserve.ts';
import { isInSight, isWithinReach } from './within-reach.ts';

/** A text file that goes along with a question. */
export interface QuestionFile {
  name: string;
  text: string;
}

/** A picture that goes along with a question. `data`: the file in base64. */
export type NewPicture = Omit<AskPicture, 'number'>;

/**
 * Where a prompt comes from when its asker did not write it.
 *
 * - `question`: id of the ask whose question is put again.
 * - `answer`: id of the ask whose answer is asked about.
 * - `writtenBy`: keyed hash of the person whose message is asked about.
 */
export type Taken = { question: string } | { answer: string } | { writtenBy: string };

/** Everything that `createAsk` needs to write a new ask. */
export interface AskRequest {
  interactionId: string;
  /**
   * For editing the reply to an interaction. null for a chat message: the bot answers with a message of its
   * own.
   */
  interactionToken: string | null;
  applicationId: string;
  /** null outside of the servers that the bot is on. */
  guildId: string | null;
  channelId: string;
  askerHash: string;
  /** 1–6,000 characters. */
  prompt: string;
  file?: QuestionFile | null;
  /** Everybody who answers and judges can see them. `settings.pictures` counts them. */
  pictures?: readonly NewPicture[];
  /** Absent or null when the asker wrote prompt and file. */
  taken?: Taken | null;
  /** Keyed hash of the person whose message the prompt quotes beside the asker's own words. */
  quotes?: string | null;
  /** How the question was asked. Absent: by the slash command. */
  source?: Ask['source'];
  /** The ask that this one follows up. */
  parentId?: string | null;
  /** The failed ask that this one retries. */
  retryOf?: string | null;
  /** How many candidates, 1–16. */
  n: number;
  effort: Effort;
  voting: Voting;
  private: boolean;
  settings: AskSettings;
  /** The limits of the asker, the server and the bot. Absent: no limits. */
  limits?: Limits;
}

/**
 * Writes the ask, its reservation and its job in one transaction: all three exist or none does.
 *
 * @returns null for a redelivered interaction or a repeated retry; nothing is written then.
 * @throws {AskRefused} when the ask would exceed a limit, or its source was deleted. Nothing is written then.
 */
export async function createAsk(context: Context, request: AskRequest): Promise<Ask | null> {
  const { database, queue } = context;
  const now = context.now();
  return database.db.transaction(async (tx) => {
    const { file, pictures = [], limits = noLimits, taken: _, quotes: __, ...rest } = request;
    const ask = await insertAsk(tx, {
      ...rest,
      ...(await readOrigin(tx, request)),
      fileName: file?.name ?? null,
      fileText: file?.text ?? null,
      seed: newSeed(),
      deadlineAt: new Date(now.getTime() + request.settings.deadlineSeconds * 1000),
      createdAt: now,
    });
    // Redelivered: the first delivery was already charged, so this one is not checked against the limits.
    if (!ask) return null;
    await insertPictures(tx, ask.id, pictures);
    await pipelined([reserve(tx, ask, limits), queue.send(tx, 'ask-run', { askId: ask.id })]);
    return ask;
  });
}

/**
 * Finds the ask that a new one follows up, and everyone whose words it contains. The rows are locked against
 * deletion in the transaction that writes the copy. So deleted words cannot return, and a deletion that comes
 * later finds the copy.
 *
 * @returns `parentId` null when the parent was deleted.
 * @throws {AskRefused} when the source was deleted or the asker may not see it.
 */
async function readOrigin(tx: Db, request: AskRequest): Promise<Owners & { parentId: string | null }> {
  const { askerHash, channelId, parentId, taken, quotes } = request;
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
    // A prompt that is put again may quote somebody.
    ...(source && taken && 'question' in taken ? source.wordsOf : []),
    ...(quotes ? [quotes] : []),
  ];
  // A deleted parent is dropped: the new ask starts a conversation of its own.
  return { parentId: parent?.id ?? null, ...ownersOf(askerHash, writer, others) };
}
