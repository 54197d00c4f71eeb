import { parseArgs } from 'node:util';
import { communities } from './communities.ts';
import { type Covered, coverage, loneCoverage, truthOf } from './coverage.ts';

/**
 * The coverage of 95 % intervals in simulated communities.
 * Prints one JSON line for each figure, community and number of asks. Options and defaults:
 *
 * `npm run bench -- coverage --runs 1000 --resamples 1000 --asks 15,40,100 --communities … --figure …,…`
 * A figure is meant by a part of its name.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    resamples: { type: 'string', default: '1000' },
    asks: { type: 'string', default: '15,40,100' },
    communities: { type: 'string', default: Object.keys(communities).join(',') },
    figure: { type: 'string', default: '' },
  },
});
const [runs, resamples] = [Number(values.runs), Number(values.resamples)];
const wanted = (figure: string) => values.figure.split(',').some((part) => figure.includes(part));
const sizes = values.asks.split(',').map(Number);

for (const asks of sizes)
  for (const covered of loneCoverage(asks, runs, '1', wanted)) show('independent rows', asks, covered);
for (const name of values.communities.split(',')) {
  const community = communities[name];
  if (!community)
    throw new RangeError(`There is no community "${name}". Choose of ${Object.keys(communities).join(', ')}.`);
  const truth = new Map([...truthOf(community)].filter(([figure]) => wanted(figure)));
  for (const asks of sizes)
    for (const covered of coverage({ ...community, asks }, truth, { runs, resamples })) show(name, asks, covered);
}

function show(community: string, asks: number, { figure, truth, coverage, width, runs }: Covered): void {
  const digits = (value: number) => Number(value.toFixed(4));
  console.log(
    JSON.stringify({
      bench: 'coverage',
      community,
      asks,
      figure,
      truth: digits(truth),
      runs,
      coverage: digits(coverage),
      width: digits(width),
    }),
  );
}
