import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { openDatabase } from '../../db/client.ts';
import type { Format } from '../../src/research/export/manifest.ts';
import { runExport } from '../../src/research/export/run.ts';

/** One export in a process of its own, so that its memory is its own; prints what it took as JSON. */
const [url = '', out = '', format = 'jsonl', until = ''] = process.argv.slice(2);
const database = openDatabase(url);
// Loading the modules peaks higher than an export does: the high-water mark begins here.
if (existsSync('/proc/self/clear_refs')) writeFileSync('/proc/self/clear_refs', '5');
const startMiB = peakKiB() / 1024;
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
console.log(JSON.stringify({ seconds, rows, startMiB, peakMiB: peakKiB() / 1024 }));

/** maxRSS would remember the parent's memory, across fork and exec; the kernel's own high-water mark does not. */
function peakKiB(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
}
