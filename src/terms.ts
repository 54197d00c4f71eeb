/**
 * The vocabulary and the bounds of the domain, each defined once. Imports nothing, so schema, settings,
 * command line, commands, views and words can all import it.
 */

/** How hard an ask is judged. */
export const efforts = ['quick', 'standard', 'deep'] as const;
export type Effort = (typeof efforts)[number];

/** How people vote: blind on two answers, in the open on the pick, or blind on all answers. */
export const votings = ['duel', 'open', 'ballot'] as const;
export type Voting = (typeof votings)[number];

/** What closes a ballot: its time, the number of its votes, or somebody by hand. */
export const ballotEnds = ['time', 'votes', 'asker', 'moderator'] as const;
export type BallotEnd = (typeof ballotEnds)[number];

/** What a judge says about two answers. `first` and `second` refer to the order in which it read them. */
export const verdicts = ['first', 'second', 'invalid'] as const;
export type Verdict = (typeof verdicts)[number];

/** Why a comparison has no valid verdict. `tie`: a reward model gave both the same score. */
export const invalidReasons = [
  'no-marker',
  'truncated',
  'empty',
  'refused',
  'unavailable',
  'prompt-cut',
  'no-rubric',
  'tie',
] as const;
export type InvalidReason = (typeof invalidReasons)[number];

/**
 * How hard the judge thinks about one pair. 0 is the effort's own budget, 1 the next longer one, 2 the strong
 * judge.
 */
export const tiers = [0, 1, 2] as const;
export type Tier = (typeof tiers)[number];

/**
 * How a jury shares its comparisons out: the judges take turns, or the next one is asked where the one before
 * contradicts itself.
 */
export const juryRules = ['round-robin', 'escalate'] as const;
export type JuryRule = (typeof juryRules)[number];
/** How many judges a jury has. */
export const JURORS: Bounds = { least: 2, most: 3 };

/** What a voter can choose. */
export const voteChoices = ['candidate', 'tie', 'both_bad'] as const;
export type VoteChoice = (typeof voteChoices)[number];

/** How the majority of the votes that count on a pair stands to the judge's pick. */
export const stances = ['differ', 'split', 'both-bad', 'agree'] as const;
export type Stance = (typeof stances)[number];
/** With fewer votes on a question, a majority tells who came by rather than what people think. */
export const FEWEST_FOR_MAJORITY = 3;

/** Why an ask ended without an answer. */
export const failures = [
  'no-candidate',
  'no-candidate-in-time',
  'content',
  'content-unchecked',
  'over-budget',
  'unseen',
  'automod',
  'no-permission',
  'not-accepted',
  'internal',
] as const;
export type Failure = (typeof failures)[number];

/** Why the judging ended before the tournament did. */
export const cutShorts = ['deadline', 'judge-unavailable', 'budget'] as const;
export type CutShort = (typeof cutShorts)[number];

/** Where a question came from: the slash command, a mention, or the menu of somebody's message. */
export const sources = ['command', 'chat', 'menu'] as const;
export type Source = (typeof sources)[number];

/** Languages that the bot speaks. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** Bounds of a whole number, both inclusive. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/**
 * How many replies are written to one question. A question asked in chat gets a single one, which is not
 * judged.
 */
export const CANDIDATES = { least: 2, most: 16 } as const satisfies Bounds;
/** How long people may vote, in minutes: up to a week. */
export const BALLOT_MINUTES = { least: 1, most: 10_080 } as const satisfies Bounds;
/** The number of votes that closes a ballot early. */
export const BALLOT_VOTES = { least: 1, most: 100_000 } as const satisfies Bounds;
/** How long texts are kept, in days. */
export const RETENTION_DAYS = { least: 1, most: 365 } as const satisfies Bounds;
/** How long an ask may take, in seconds. Discord accepts replies to an interaction for 15 minutes. */
export const DEADLINE_SECONDS = { least: 5, most: 780 } as const satisfies Bounds;
/** The most characters of a question: Discord's limit for an option of a slash command. */
export const PROMPT_CHARACTERS = 6000;

export const HOUR_MS = 3600 * 1000;
export const DAY_MS = 24 * HOUR_MS;

/** Whether `n` is a whole number within bounds. */
export const isWithin = ({ least, most }: Bounds, n: number): boolean => Number.isInteger(n) && n >= least && n <= most;

/** Kinds of pictures that models take, by their MIME type. Of a GIF they see the first frame. */
export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const;
export type PictureType = (typeof pictureTypes)[number];

/**
 * The most pictures of one question. Bytes: of each, so that its base64 stays below the 5 MB that vendors
 * take, and of all together. Pixels: of a side.
 */
export const PICTURES = { most: 4, bytes: 3_500_000, bytesInAll: 7_000_000, side: 8000 } as const;

/** How a search for rules ends (`tribunal align`). */
export const alignEnds = ['kept', 'no-list', 'not-better', 'contradicts-itself'] as const;
export type AlignEnd = (typeof alignEnds)[number];
