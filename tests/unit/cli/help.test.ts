import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { tribunal } from '../../../src/cli/program.ts';

const RUN = 'npm run -s tribunal -- ';

function helpOf(command: Command): string {
  let text = '';
  const writeOut = (piece: string) => {
    text += piece;
  };
  command.configureOutput({ writeOut }).outputHelp();
  return text;
}

const commands = (await tribunal()).commands.map((command) => ({ name: command.name(), help: helpOf(command) }));
const examples = commands.flatMap(({ name, help }) =>
  help
    .split('\n')
    .filter((line) => line.startsWith('  ') && line.includes(RUN))
    .map((line) => ({ name, line: line.trim() })),
);

/** Splits a command line as a shell does. Only knows double quotes, which is all that examples use. */
const words = (line: string) =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

describe('--help', () => {
  it.each(commands)('of $name says what it does, and has an example', ({ name, help }) => {
    expect(help).toMatch(/^Usage: tribunal .+\n\n[A-Z`].{20,}/);
    expect(examples.some((example) => example.name === name)).toBe(true);
  });

  it.each(examples)('has an example that is understood: $line', async ({ name, line }) => {
    const program = (await tribunal()).exitOverride();
    const command = program.commands.find((one) => one.name() === name);
    let done = false;
    command?.exitOverride().action(() => {
      done = true;
    });
    await program.parseAsync(words(line.slice(line.indexOf(RUN) + RUN.length)), { from: 'user' });
    expect(done).toBe(true);
  });

  it('has examples that run, where neither an account nor a database is needed', async () => {
    const files = ['judges', 'classify', 'winrate', 'mean', 'calibration', 'bias', 'validate', 'trust'];
    const apart = examples.filter(({ name }) => ['verdict', 'schedule', 'agreement', 'rank', ...files].includes(name));
    expect(apart.length).toBeGreaterThanOrEqual(12);
    const { PATH, HOME } = process.env;
    const said = await Promise.all(
      apart.map(({ line }) =>
        promisify(execFile)('sh', ['-c', line.replace(RUN, `${process.execPath} src/cli/tribunal.ts `)], {
          env: { PATH, HOME },
        }),
      ),
    );
    for (const { stdout, stderr } of said) expect([stdout.length > 10, stderr]).toEqual([true, '']);
  }, 120_000);
});
