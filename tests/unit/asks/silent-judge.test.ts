import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchSilence } from '../../../src/asks/silent-judge.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a judge’s silence', () => {
  const watched = () => {
    const silent = vi.fn();
    return { silent, watch: watchSilence(silent) };
  };

  it('lasts twenty seconds from the first comparison, whatever begins after it, and is told once', () => {
    const { silent, watch } = watched();
    vi.advanceTimersByTime(60_000);
    watch.asked();
    vi.advanceTimersByTime(19_000);
    watch.asked();
    expect(silent).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    watch.asked();
    vi.advanceTimersByTime(60_000);
    expect(silent).toHaveBeenCalledOnce();
  });

  it('is over with its first answer, also for every later comparison', () => {
    const { silent, watch } = watched();
    watch.asked();
    vi.advanceTimersByTime(19_999);
    watch.over();
    watch.asked();
    vi.advanceTimersByTime(600_000);
    expect(silent).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not begin where another worker has heard an answer before', () => {
    const { watch } = watched();
    watch.over();
    watch.asked();
    expect(vi.getTimerCount()).toBe(0);
  });
});
