import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { agreement } from '../../src/agreement/agreement.ts';
import { readStudy } from '../../src/cli/agreement.ts';
import { chance } from './chance.ts';

/**
 * Time and peak memory of `tribunal agreement` for a million votes of 20,000 people, a few of whom cast most.
 * Two judges have a verdict on each ballot. `npm run bench -- million [--votes 1000000]`.
 */
const { values } = parseArgs({ options: { votes: { type: 'string', default: '1000000' } } });
const votes = Number(values.votes);
const folder = await mkdtemp(join(tmpdir(), 'tribunal-million-'));
const file = join(folder, 'labels.jsonl');
await pipeline(Readable.from(lines(votes)), createWriteStream(file));

const begun = performance.now();
const study = await readStudy(file, 'with');
const read = performance.now();
const result = agreement(study, { resamples: 1000, seed: '1', epsilon: 0.1 });
const done = performance.now();
console.log(
  JSON.stringify({
    bench: 'agreement',
    votes,
    items: result.items,
    people: result.raters,
    clusters: new Set(study.items.map(({ cluster }) => cluster)).size,
    readSeconds: Number(((read - begun) / 1000).toFixed(1)),
    figuresSeconds: Number(((done - read) / 1000).toFixed(1)),
    peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);
await rm(folder, { recursive: true });

/** Generates the input in chunks of rows, because a million small writes are slow. */
function* lines(votes: number): Generator<string> {
  const lot = chance('million');
  let part: string[] = [];
  for (let vote = 0, ballot = 0; vote < votes; ballot++) {
    const item = `ballot ${ballot}`;
    const cluster = `ask ${Math.floor(ballot / 3)}`;
    const row = (rater: string, kind: string, right: boolean) =>
      `${JSON.stringify({ item, cluster, rater, kind, label: lot.happens(0.1) ? 'tie' : right ? 'a' : 'b' })}\n`;
    const people = Math.min(votes - vote, 2 + lot.below(7));
    for (let i = 0; i < people; i++)
      part.push(row(`person ${Math.floor(20_000 * lot.uniform() ** 3)}`, 'human', lot.happens(0.7)));
    vote += people;
    part.push(row('judge 1', 'judge', lot.happens(0.8)), row('judge 2', 'judge', lot.happens(0.75)));
    if (part.length < 1000) continue;
    yield part.join('');
    part = [];
  }
  yield part.join('');
}
