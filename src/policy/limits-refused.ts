import type { Refusal } from './limits.ts';

/** An ask that would pass a limit; nothing was written. */
export class LimitReached extends Error {
  override readonly name = 'LimitReached';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(`a limit of ${refusal.measure} for the ${refusal.scope} is reached`);
    this.refusal = refusal;
  }
}
