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

  it('keeps its stack when it is not meant for people, even if it is a RangeError', () => {
    const forever = (): number => 1 + forever();
    const error = thrownBy(forever);
    expect(error).toBeInstanceOf(RangeError);
    expect(explain(error)).toBeNull();
  });
});
