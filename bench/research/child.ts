import { openDatabase } from '../../db/client.ts';
import type { Format } from '../../src/research/export/manifest.ts';
import { runExport } from '../../src/research/export/run.ts';
import { peakMiB, resetPeak } from './high-water.ts';

/**
 * Makes one export in a process of its own, so that its peak memory can be measured.
 * Prints its cost as JSON.
 */
const [url = '', out = '', format = 'jsonl', until = ''] = process.argv.slice(2);
const database = openDatabase(url);
resetPeak();
const startMiB = peakMiB();
const begun = performance.now();
const manifest = await runExport(database, {
  out,
  format: format as Format,
  scope: { guildId: null, since: null, until: until === '' ? null : new Date(until) },
  key: 'a key of the bench, long enough to be one',
  now: new Date(),
  fewestVotes: 3,
  discordPermission: 'a bench with made-up people',
});
const seconds = (performance.now() - begun) / 1000;
await database.close();
const rows = Object.values(manifest.rows).reduce((sum, n) => sum + n, 0);
console.log(JSON.stringify({ seconds, rows, startMiB, peakMiB: peakMiB() }));
