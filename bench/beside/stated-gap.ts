import { leastGap } from '../../src/agreement/stated-gap.ts';
import type { Topic } from '../beside.bench.ts';

/** See `stated-gap.py`. */
const statedGap: Topic = async () => {
  const mean = (tie: number) => {
    const gaps: number[] = [];
    for (let pick = 0; pick <= 20; pick++)
      for (let opponent = 0; opponent <= 20; opponent++)
        if (pick + opponent + tie > 0) gaps.push(leastGap(0.9, { pick, opponent, tie }));
    return gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  };
  return {
    'least gap at .90 stated, 0 of 3 for the pick': leastGap(0.9, { pick: 0, opponent: 3, tie: 0 }),
    'least gap at .90 stated, 1 of 8 for the pick': leastGap(0.9, { pick: 1, opponent: 7, tie: 0 }),
    'mean least gap, up to 20 votes for each, no tie': mean(0),
    'mean least gap, up to 20 votes for each, 3 ties': mean(3),
  };
};

export default statedGap;
