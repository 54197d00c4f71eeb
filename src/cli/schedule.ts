import type { Readable, Writable } from 'node:stream';
import type { Command } from 'commander';
import { converse } from '../tournament/schedule.ts';
import { named } from './commands.ts';
import { linesOf } from './lines.ts';

export const scheduleCommand = (): Command =>
  named('schedule')
    .addHelpText('after', `\nExample:\n  echo '{"n":4,"seed":1}' | npm run -s tribunal -- schedule`)
    .action(() => answerLines(process.stdin, process.stdout));

/**
 * Writes one line for each line that it reads, at once, and ends when the input does. It respects
 * back-pressure.
 */
export async function answerLines(input: Readable, output: Writable): Promise<void> {
  const answer = converse();
  for await (const line of linesOf(input)) {
    if (!output.write(`${answer(line)}\n`)) await new Promise((resolve) => output.once('drain', resolve));
  }
}
