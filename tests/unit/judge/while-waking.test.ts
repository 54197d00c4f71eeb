import { describe, expect, it } from 'vitest';
import { whileWaking } from '../../../src/judge/while-waking.ts';
import { ModelError } from '../../../src/models/model-error.ts';

const loading = () => new ModelError('unavailable', 'The model is being loaded.', { status: 503 });

/** A judge that says 503 so many times, then `end`. */
function wakes(times: number, end: () => Promise<string> = async () => 'awake') {
  const seen = { asked: 0, waited: 0 };
  return {
    seen,
    waits: () => void seen.waited++,
    async ask() {
      if (seen.asked++ < times) throw loading();
      return end();
    },
  };
}

describe('a judge that is being started', () => {
  it('is asked until it answers, and each pause is told of', async () => {
    const { ask, waits, seen } = wakes(3);
    await expect(whileWaking(ask, { waits, pauseMs: 1 })).resolves.toBe('awake');
    expect(seen).toEqual({ asked: 4, waited: 3 });
  });

  it('is not waited for where it fails otherwise', async () => {
    const broken = new ModelError('unavailable', 'Nothing listens.');
    const { ask, waits, seen } = wakes(1, () => Promise.reject(broken));
    await expect(whileWaking(ask, { waits, pauseMs: 1 })).rejects.toBe(broken);
    expect(seen).toEqual({ asked: 2, waited: 1 });
  });

  it('is not waited for longer than that', async () => {
    const { ask, waits, seen } = wakes(1);
    await expect(whileWaking(ask, { waits, pauseMs: 10_000, mostMs: 5000 })).rejects.toMatchObject({ status: 503 });
    expect(seen).toEqual({ asked: 1, waited: 0 });
  });

  it('is let alone as soon as nobody wants to know any more', async () => {
    const abort = new AbortController();
    const { ask, seen } = wakes(1);
    const waiting = whileWaking(ask, { waits: () => abort.abort(), pauseMs: 60_000, signal: abort.signal });
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen.asked).toBe(1);
  });

  it('is not waited for where what must be done before cannot be', async () => {
    const { ask, seen } = wakes(1);
    const failure = new Error('no database');
    await expect(whileWaking(ask, { waits: () => Promise.reject(failure), pauseMs: 1 })).rejects.toBe(failure);
    expect(seen.asked).toBe(1);
  });
});
