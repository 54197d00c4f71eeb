import { parseArgs } from 'node:util';
import { findTournament } from '../../src/tournament/open-tournament.ts';
import { scenarios } from '../tournament/scenarios.ts';
import { contest } from './contest.ts';
import { fairness } from './fairness.ts';

/**
 * How much better a challenger looks that is exactly as good as its champion, by four ways of comparing them
 * on duels that the champion chose. Prints one JSON line for each kind of judge and number of candidates.
 *
 * `npm run bench -- learning-fair --asks 1500 --n 2,4,8 --judges …`
 */
const { values } = parseArgs({
  options: {
    asks: { type: 'string', default: '1500' },
    n: { type: 'string', default: '2,4,8' },
    judges: { type: 'string', default: 'rrm-7b;minds the order;base;noisy' },
  },
});
const tournament = findTournament('adaptive')!;
for (const name of values.judges.split(';')) {
  const judge = scenarios.find((one) => one.name === name);
  if (!judge)
    throw new RangeError(`There is no judge "${name}". Choose of ${scenarios.map((s) => s.name).join('; ')}.`);
  for (const n of values.n.split(',').map(Number)) {
    const contests = Array.from({ length: Number(values.asks) }, (_, key) =>
      contest({ champion: judge, challenger: judge }, { n, key, tournament }),
    );
    console.log(
      JSON.stringify({ bench: 'learning-fair', judge: name, n, asks: contests.length, ...fairness(contests) }),
    );
  }
}
