import { parseArgs } from 'node:util';
import { findTournament } from '../../src/tournament/open-tournament.ts';
import { scenarios } from '../tournament/scenarios.ts';
import { contest } from './contest.ts';
import { promotions, type Truth } from './promote.ts';

/**
 * How often a challenger is promoted, looked at after every ask: one that is no better (wrongly), and one
 * whose pick people prefer by 5, 10 or 20 points where the two differ; and after how many asks and votes.
 * Prints one JSON line for each number of candidates and truth.
 *
 * `npm run bench -- learning-promote --communities 200 --most 2000 --pool 2000 --n 2,4,8 --judge rrm-7b`
 */
const { values } = parseArgs({
  options: {
    communities: { type: 'string', default: '200' },
    most: { type: 'string', default: '2000' },
    pool: { type: 'string', default: '2000' },
    n: { type: 'string', default: '2,4,8' },
    judge: { type: 'string', default: 'rrm-7b' },
  },
});
const [communities, most, pool] = [values.communities, values.most, values.pool].map(Number) as [
  number,
  number,
  number,
];
const judge = scenarios.find(({ name }) => name === values.judge);
if (!judge) throw new RangeError(`There is no judge "${values.judge}".`);
const tournament = findTournament('adaptive')!;
const truths: readonly Truth[] = ['again', 'own', 0.5, 0.55, 0.6, 0.7];
const digits = (value: number) => Number(value.toFixed(3));
for (const n of values.n.split(',').map(Number)) {
  const contests = Array.from({ length: pool }, (_, key) =>
    contest({ champion: judge, challenger: judge }, { n, key, tournament }),
  );
  for (const truth of truths) {
    const { promote, keep, ...median } = promotions(contests, { truth, communities, most });
    const line = { bench: 'learning-promote', judge: judge.name, n, truth, communities, most };
    console.log(JSON.stringify({ ...line, promote: digits(promote), keep: digits(keep), ...median }));
  }
}
