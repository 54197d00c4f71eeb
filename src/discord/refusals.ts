import type { Failure } from '../terms.ts';

/** Why a message can be shown in no form. `src/discord/words` holds the sentence for each. */
export type Unshown = Extract<Failure, 'automod' | 'no-permission' | 'not-accepted'>;

/**
 * What to do about a request that Discord did not take.
 *
 * - `wait`: the same request may pass later.
 * - `without-files`, `without-reference`: send it again with less.
 * - `reopen`: reopen the archived thread, then send it again.
 * - `as-bot`: the interaction's token no longer works; the bot's own token may.
 * - `not-yet`: Discord does not know the interaction's response, or does not know it yet.
 * - `acknowledged`, `too-late`: an interaction that was acknowledged before, or can no longer be.
 * - `gone`: the message, its channel or its reader is away, so nobody misses anything.
 * - the others: it will never pass, for this reason.
 */
export type Act =
  | 'wait'
  | 'without-files'
  | 'without-reference'
  | 'reopen'
  | 'as-bot'
  | 'not-yet'
  | 'acknowledged'
  | 'too-late'
  | 'gone'
  | Unshown;

/** Whether an act is that the message can be shown in no form. Takes every end of a delivery. */
export const isUnshown = (end: string): end is Unshown =>
  end === 'automod' || end === 'no-permission' || end === 'not-accepted';

/** What was sent, as far as it decides what can be done about a refusal. */
export interface Situation {
  /** A callback, an interaction's webhook, or the bot's own token. */
  by: 'callback' | 'webhook' | 'bot';
  hasFiles?: boolean;
  isReply?: boolean;
  /** Whether the message's thread may be reopened. It is tried once. */
  canReopen?: boolean;
}

/** What Discord answered. */
export interface Refusal {
  /** The HTTP status. null when there was no answer. */
  status: number | null;
  /** Discord's own code. null when somebody in between answered, such as a proxy. */
  code: number | null;
  /** The top-level fields that Discord calls invalid. Names from the API, never what people wrote. */
  fields: readonly string[];
}

/**
 * From Discord's codes to acts: the first that is possible counts. Source:
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
 */
const table: readonly (readonly [codes: readonly number[], acts: readonly [...Act[], Act]])[] = [
  // Unknown channel, server, message, user. Closed direct messages.
  [[10003, 10004, 10008, 10013, 50007, 50278], ['gone']],
  // Unknown webhook, unknown interaction: too early, or too late.
  [
    [10015, 10062],
    ['too-late', 'not-yet', 'gone'],
  ],
  [[40060], ['acknowledged', 'not-accepted']],
  // The interaction's token has expired.
  [[50027], ['too-late', 'as-bot', 'gone']],
  // The thread is archived.
  [[50083], ['as-bot', 'reopen', 'no-permission']],
  // No access, verification level, not this kind of channel, a forum; thread full, locked, or one too many.
  [[50001, 50003, 50008, 50009, 50024, 40058, 30033, 160005, 160006, 160007], ['no-permission']],
  [[50013], ['without-files', 'no-permission']],
  // References that need Read Message History, or that are not allowed across an age restriction.
  [
    [160002, 160009, 160010, 160014],
    ['without-reference', 'no-permission'],
  ],
  // Too large, too many, invalid, or uploads limited for this server.
  [
    [30015, 40005, 50045, 50046, 50110, 50123, 50146, 400001],
    ['without-files', 'not-accepted'],
  ],
  // AutoMod on a message or a title, the filter of harmful links, explicit content.
  [[200000, 200001, 240000, 20009, 20031], ['automod']],
  // Slow mode, limits of writing and editing, disabled or overloaded for a while.
  [[20016, 20022, 20028, 20029, 30046, 40004, 40006, 40062, 40333, 110000, 110001, 130000], ['wait']],
  // Invalid form: without what is invalid. The fields say whether these two are.
  [[50035], ['without-reference', 'without-files', 'not-accepted']],
];
const actsOf = new Map(table.flatMap(([codes, acts]) => codes.map((code) => [code, acts] as const)));

/** Decides what to do. Pure: the same refusal in the same situation has the same answer. */
export function actOn(refusal: Refusal, situation: Situation): Act {
  const { status, code } = refusal;
  if (status === null || status === 408 || status === 429 || status >= 500) return 'wait';
  const named = new Set(refusal.fields);
  const isMeant = (act: Act) =>
    code !== 50035 ||
    (act === 'without-reference' && named.has('message_reference')) ||
    (act === 'without-files' && (named.has('attachments') || named.has('files'))) ||
    act === 'not-accepted';
  const acts = (code === null ? undefined : actsOf.get(code)) ?? otherwise(refusal);
  return acts.find((act) => isMeant(act) && isPossible(act, situation)) ?? 'not-accepted';
}

/** For codes that are not in the table. */
function otherwise({ status, code }: Refusal): readonly Act[] {
  if (status === 413) return ['without-files', 'not-accepted'];
  // The bot's token was changed. That is for the operator, and nothing can be said in Discord.
  if (status === 401) return ['as-bot', 'wait'];
  // Not Discord's words, but those of something on the way to it.
  return code === null ? ['wait'] : ['not-accepted'];
}

function isPossible(act: Act, { by, hasFiles, isReply, canReopen }: Situation): boolean {
  if (act === 'without-files') return hasFiles === true;
  if (act === 'without-reference') return isReply === true;
  if (act === 'reopen') return by === 'bot' && canReopen === true;
  if (act === 'as-bot' || act === 'not-yet') return by === 'webhook';
  if (act === 'acknowledged' || act === 'too-late') return by === 'callback';
  return true;
}

/** Reads a refusal from what discord.js throws. Every other error counts as no answer. */
export function readRefusal(error: unknown): Refusal {
  const { status, code, rawError } = (error ?? {}) as { status?: unknown; code?: unknown; rawError?: unknown };
  const { errors } = (rawError ?? {}) as { errors?: object };
  return {
    status: typeof status === 'number' ? status : null,
    code: typeof code === 'number' && typeof status === 'number' ? code : null,
    fields: Object.keys(errors ?? {}),
  };
}

/** Whether an error says that the bot is in a server no more. */
export function isOutOfGuild(error: unknown): boolean {
  const { code } = readRefusal(error);
  return code === 10004 || code === 50001;
}
