import type { Readable, Writable } from 'node:stream';
import { Command } from 'commander';
import { converse } from '../tournament/schedule.ts';

export const scheduleCommand = (): Command =>
  new Command('schedule')
    .description(
      'Speak to a tournament in JSON lines on standard input and output: which comparisons next, and who has won',
    )
    .addHelpText('after', `\nExample:\n  echo '{"n":4,"seed":1}' | npm run -s tribunal -- schedule`)
    .action(() => answerLines(process.stdin, process.stdout));

/** Writes exactly one line for each line that it reads, as soon as it has read it; ends when the input does. */
export async function answerLines(input: Readable, output: Writable): Promise<void> {
  const answer = converse();
  for await (const line of linesOf(input)) {
    if (!output.write(`${answer(line)}\n`)) await new Promise((resolve) => output.once('drain', resolve));
  }
}

/** Not by readline: it also ends a line at U+2028, which may stand in a JSON string. The carriage return of CRLF is whitespace to JSON. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of input.setEncoding('utf8')) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
