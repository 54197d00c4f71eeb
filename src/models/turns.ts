import { setImmediate } from 'node:timers/promises';

let last: Promise<unknown> = Promise.resolve();

/**
 * Resolves when everything else has had its turn, for one caller at a time: however many streams come in at full speed, the event loop does a
 * piece of one of them between two looks at what else there is to do.
 */
export function nextTurn(): Promise<void> {
  const turn = last.then(() => setImmediate());
  last = turn;
  return turn;
}
