import { parseArgs } from 'node:util';
import { streams, watch } from './paths.ts';

/**
 * How often intervals miss the truth when somebody looks after each question, from the tenth on, and how wide
 * they are. Prints one JSON line for each stream, length and method. Options and defaults:
 *
 * `npm run bench -- paths --runs 1000 --lengths 30,100,300 --streams …`
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    lengths: { type: 'string', default: '30,100,300' },
    streams: { type: 'string', default: Object.keys(streams).join(';') },
  },
});
const lengths = values.lengths.split(',').map(Number);
for (const name of values.streams.split(';')) {
  const stream = streams[name]?.();
  if (!stream) throw new RangeError(`There is no stream "${name}". Choose of ${Object.keys(streams).join('; ')}.`);
  for (const length of lengths)
    for (const { method, missed, widths } of watch(stream, { length, runs: Number(values.runs), at: [10, length] }))
      console.log(
        JSON.stringify({
          bench: 'paths',
          stream: name,
          truth: Number(stream.truth.toFixed(4)),
          questions: length,
          method,
          runs: Number(values.runs),
          missed: Number(missed.toFixed(4)),
          widthAt10: Number(widths[10]!.toFixed(3)),
          width: Number(widths[length]!.toFixed(3)),
        }),
      );
}
