import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { parts } from './night/parts.ts';
import { type Line, parseRuns } from './results/runs.ts';

/**
 * What takes hours: kills, storms, failovers, the soak, the coverage of intervals, and every drawn test with
 * more examples. Prints a line a part as soon as it has ended, and appends it to `--into`, from which
 * `npm run results` draws the page. A part that held there already is not run again, so that a night can be
 * made in pieces. Ends with 1 if something did not hold.
 *
 * `npm run bench -- night [--share 1] [--only kill,fuzz] [--into docs/results/YYYY-MM-DD-night.jsonl]`
 */
const { values } = parseArgs({
  options: {
    share: { type: 'string', default: '1' },
    only: { type: 'string', default: parts.map(({ name }) => name).join(',') },
    into: { type: 'string' },
  },
});
const share = Number(values.share);
const today = new Date().toISOString().slice(0, 10);
if (values.into && !existsSync(values.into)) {
  const header = {
    run: 'night',
    title: share === 1 ? 'A night' : `A night at ${share} of its size`,
    command: `npm run bench -- night${share === 1 ? '' : ` --share ${share}`}`,
    machine: `${cpus().length} cores, Node ${process.versions.node}`,
    date: today,
    columns: { part: 'part', tried: 'tried', aim: 'aim', found: 'found', held: 'held', minutes: 'minutes' },
  };
  writeFileSync(values.into, `${JSON.stringify(header)}\n`);
}
const before = values.into
  ? parseRuns(values.into, readFileSync(values.into, 'utf8')).flatMap(({ lines }) => lines)
  : [];
const wanted = parts.filter(
  ({ name }) =>
    values.only.split(',').includes(name) && !before.some(({ part, held }) => part === name && held === 'yes'),
);
for (const part of wanted) {
  const begun = performance.now();
  const lines = await linesOf(part.command(share));
  const { held, ...outcome } = part.read(lines);
  const minutes = Math.round((performance.now() - begun) / 6000) / 10;
  const line = JSON.stringify({ bench: 'night', part: part.name, ...outcome, held: held ? 'yes' : 'NO', minutes });
  console.log(line);
  if (values.into) appendFileSync(values.into, `${line}\n`);
  if (!held) process.exitCode = 1;
}

/** Runs a bench, and passes on what it says to stderr. @returns the lines that are JSON objects */
async function linesOf(command: readonly string[]): Promise<Line[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'run.ts'), ...command], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: Line[] = [];
  for await (const text of createInterface({ input: child.stdout }))
    if (text.startsWith('{')) lines.push(JSON.parse(text) as Line);
  return lines;
}
