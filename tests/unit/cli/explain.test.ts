import { RateLimitError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/cli/explain.ts';
import { openTournament } from '../../../src/tournament/open-tournament.ts';

const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('an error on the command line', () => {
  it('is a sentence where somebody wrote it as one', () => {
    expect(explain(thrownBy(() => openTournament('swiss')))).toMatch(/There is no tournament "swiss"\. Choose/);
  });

  it('says when Discord takes a request again', () => {
    const limit = { global: false, limit: 1, hash: '', route: '/x', majorParameter: '', method: 'PUT', url: '' };
    const limited = (ms: number) =>
      explain(new RateLimitError({ ...limit, retryAfter: ms, timeToReset: 0, sublimitTimeout: ms, scope: 'user' }));
    expect(limited(3_600_000)).toMatch(/try again in 60 minutes\.$/);
    expect(limited(0)).toMatch(/no such request for now\.$/);
  });

  it('keeps its stack when it is not meant for people, even if it is a RangeError', () => {
    const forever = (): number => 1 + forever();
    const error = thrownBy(forever);
    expect(error).toBeInstanceOf(RangeError);
    expect(explain(error)).toBeNull();
  });
});
