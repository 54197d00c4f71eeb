import { ModelError } from '../models/model-error.ts';
import { untilAborted } from '../models/until-aborted.ts';

/**
 * Has a thing made once for all who want it, also where several want it at once.
 * @param make is called with a signal that is set when nobody waits any more
 * @param signal ends the wait of this one alone
 * @throws what `make` throws to the one who had it made: the others, who wait, have it made anew
 * @throws {ModelError} `aborted` when the signal is set
 */
export type Once<T> = (key: string, make: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal) => Promise<T>;

interface Making<T> {
  made: Promise<T>;
  waiting: number;
  unwanted: AbortController;
}

/** @param most how many things are remembered; the oldest are forgotten first */
export function openOnce<T>(most: number): Once<T> {
  const known = new Map<string, { thing: T }>();
  const making = new Map<string, Making<T>>();

  function begin(key: string, make: (signal: AbortSignal) => Promise<T>): Making<T> {
    const unwanted = new AbortController();
    const made = make(unwanted.signal).then((thing) => {
      known.set(key, { thing });
      for (const oldest of known.keys()) {
        if (known.size <= most) break;
        known.delete(oldest);
      }
      return thing;
    });
    const begun = { made, waiting: 0, unwanted };
    making.set(key, begun);
    const forget = () => {
      if (making.get(key) === begun) making.delete(key);
    };
    made.then(forget, forget);
    return begun;
  }

  async function wait(key: string, one: Making<T>, signal: AbortSignal | undefined): Promise<T> {
    one.waiting++;
    try {
      return await (signal ? untilAborted(one.made, signal, () => gone(signal.reason)) : one.made);
    } finally {
      one.waiting--;
      if (one.waiting === 0 && signal?.aborted) {
        // Whoever comes now must not wait for what is being aborted.
        if (making.get(key) === one) making.delete(key);
        one.unwanted.abort(signal.reason);
      }
    }
  }

  return async (key, make, signal) => {
    for (;;) {
      if (signal?.aborted) throw gone(signal.reason);
      const before = known.get(key);
      if (before) return before.thing;
      const others = making.get(key);
      try {
        return await wait(key, others ?? begin(key, make), signal);
      } catch (error) {
        if (!others || signal?.aborted) throw error;
      }
    }
  };
}

const gone = (cause: unknown) => new ModelError('aborted', 'The call is no longer wanted.', { cause });
