import { setImmediate } from 'node:timers/promises';

let last: Promise<unknown> = Promise.resolve();

/**
 * Yields to the event loop, one caller at a time: however many streams come in at full speed, the loop does a
 * piece of one of them between two looks at everything else (back-pressure).
 */
export function nextTurn(): Promise<void> {
  const turn = last.then(() => setImmediate());
  last = turn;
  return turn;
}
