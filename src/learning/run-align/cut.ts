/**
 * Why a search ended before its end. `changed`: somebody withdrew or deleted what it was learning from.
 */
export type WhyCut = 'stopped' | 'unknown-price' | 'changed';

/** Thrown where a search ends before its end. What is paid is kept. */
export class AlignCut extends Error {
  readonly why: WhyCut;

  constructor(why: WhyCut) {
    super(`the search was cut: ${why}`);
    this.why = why;
  }
}
