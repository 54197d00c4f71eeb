import type { AtOnceScope, Refusal } from './limits.ts';

/** Why a question is refused. `src/discord/words` holds the sentence for each. */
export type RefusedBecause =
  | ({ kind: 'limit' } & Refusal)
  /** `running` asks are unfinished, and the limit is `limit`. */
  | { kind: 'at-once'; scope: AtOnceScope; limit: number; running: number }
  | { kind: 'stopped' }
  | { kind: 'blocked' }
  /** The ask or message that it was taken from is deleted, hidden, or not this person's to see. */
  | { kind: 'gone' }
  /** The operator has stopped questions. */
  | { kind: 'closed'; why: string }
  | { kind: 'picture'; problem: PictureProblem; name: string }
  | { kind: 'channel'; channels: readonly string[] }
  | { kind: 'role'; roles: readonly string[] };

/** Why a picture cannot go along. `unread`: Discord did not send it. `wide`: it has too many pixels. */
export type PictureProblem = 'large' | 'unread' | 'no-picture' | 'wide';

/** Refuses a question. Nothing was written for it. */
export class AskRefused extends Error {
  override readonly name = 'AskRefused';
  readonly reason: RefusedBecause;

  constructor(reason: RefusedBecause) {
    super(`a question was refused: ${reason.kind}`);
    this.reason = reason;
  }
}
