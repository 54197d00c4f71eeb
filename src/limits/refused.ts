import type { AtOnceScope, Refusal } from './limits.ts';

/** Why a question is not taken. */
export type RefusedBecause =
  | ({ kind: 'limit' } & Refusal)
  /** `running` are on their way, and no more than `limit` may be. */
  | { kind: 'at-once'; scope: AtOnceScope; limit: number; running: number }
  | { kind: 'stopped' }
  | { kind: 'blocked' }
  /** What it was to be taken from is deleted, hidden, or nobody's to see. */
  | { kind: 'gone' }
  /** By the operator. */
  | { kind: 'closed'; why: string }
  | { kind: 'channel'; channels: readonly string[] }
  | { kind: 'role'; roles: readonly string[] };

/** A question that is not taken; nothing was written. */
export class AskRefused extends Error {
  override readonly name = 'AskRefused';
  readonly reason: RefusedBecause;

  constructor(reason: RefusedBecause) {
    super(`a question was refused: ${reason.kind}`);
    this.reason = reason;
  }
}
