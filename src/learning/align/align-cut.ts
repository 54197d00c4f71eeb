/** Why a search ended early. `changed`: somebody withdrew or deleted what it was learning from. */
export type WhyCut = 'stopped' | 'unknown-price' | 'changed';

/** Thrown by a port where nothing more may be asked. What is paid is kept. */
export class AlignCut extends Error {
  readonly why: WhyCut;

  constructor(why: WhyCut) {
    super(`the search was cut: ${why}`);
    this.why = why;
  }
}
