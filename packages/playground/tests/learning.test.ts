import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openLearning } from '../src/learning.ts';
import { type Ended, openCommands, type RunCommand } from '../src/tribunal-command.ts';

const server = '123456789012345678';
const judge = 'hf:practice-chat-judge@http://127.0.0.1:9/v1';
const ruled = 'hf:practice-chat-judge#rules-7@http://127.0.0.1:9/v1';
const shown = 'hf:practice-chat-judge#rules-7@own-server';
const aligned = {
  end: 'kept',
  rules: ['Prefer the shorter reply.'],
  parts: { train: 40, choose: 20, test: 40 },
  trial: { difference: { value: 0.12, low: 0.05, high: 0.2, n: 40 } },
  paid: { calls: 812, tokens: 1, usd: null },
  version: 7,
  name: ruled,
};
const standing = (decision: string) => ({
  challenger: { judge: shown },
  decision,
  votesStillNeeded: 880,
  asks: 100,
  headToHead: { preferred: 0.7, duels: 35, votes: 297 },
});

/** A learning whose commands answer as scripted, one after the other. */
function scripted(...answers: (unknown | Ended)[]) {
  const asked: string[][] = [];
  const run: RunCommand = async (args, onLine) => {
    asked.push([...args]);
    onLine('12 of 40 duels');
    const answer = answers.shift();
    const ended = answer as Partial<Ended> | undefined;
    return ended && 'code' in ended ? (ended as Ended) : { code: 0, output: JSON.stringify(answer), said: '' };
  };
  const learning = openLearning({ run, guildId: server, judge: () => judge, writer: 'hf:practice-writer' });
  return { learning, asked, idle: () => expect.poll(() => learning.state().doing).toBeNull() };
}

describe('a judge that learns in the playground', () => {
  it('goes from votes to rules, into the shadow, and says when it is in charge', async () => {
    const { learning, asked, idle } = scripted(...[aligned, { begun: {} }, standing('not-yet'), standing('promote')], {
      challenger: null,
      judge: shown,
    });
    const lines: (string | null)[] = [];
    const stop = learning.onChange(() => lines.push(learning.state().line));
    learning.learn();
    learning.learn();
    expect(learning.state().doing).toBe('learning');
    await idle();
    expect(asked).toEqual([
      [
        ...['align', '--judge', judge, '--writer', 'hf:practice-writer'],
        ...['--budget-tokens', '100000000', '--server', server, '--json'],
      ],
    ]);
    expect(lines).toContain('12 of 40 duels');
    stop();
    expect(learning.state()).toEqual({
      doing: null,
      line: null,
      problem: null,
      compared: null,
      learnt: {
        end: 'kept',
        rules: aligned.rules,
        parts: aligned.parts,
        gain: { value: 0.12, low: 0.05, high: 0.2 },
        version: 7,
        calls: 812,
      },
    });

    learning.challenge();
    await expect.poll(() => learning.state().compared?.decision).toBe('not-yet');
    expect(asked[1]?.slice(0, 5)).toEqual(['promote', '--challenge', ruled, '--share', '1']);
    expect(learning.state().compared).toEqual({
      decision: 'not-yet',
      preferred: 0.7,
      asks: 100,
      duels: 35,
      votes: 297,
      votesStillNeeded: 880,
    });
    await idle();
    learning.look();
    await expect.poll(() => learning.state().compared?.decision).toBe('promote');
    await idle();
    learning.look();
    await expect.poll(() => learning.state().compared?.decision).toBe('promoted');
    expect(asked).toHaveLength(5);
  });

  it('tells a comparison that was ended from one that was won', async () => {
    const { learning, idle } = scripted(standing('not-yet'), { challenger: null, judge: 'hf:other@own-server' });
    learning.look();
    await idle();
    learning.look();
    await idle();
    expect(learning.state().compared?.decision).toBe('ended');
  });

  it.each(['no-list', 'not-better', 'contradicts-itself', 'not-enough'])('compares nothing after %s', async (end) => {
    const { learning, asked, idle } = scripted({ ...aligned, end, trial: null, version: null, name: null });
    learning.learn();
    await idle();
    expect(learning.state().learnt).toMatchObject({ end, gain: null, version: null });
    learning.challenge();
    expect(learning.state().doing).toBeNull();
    expect(asked).toHaveLength(1);
  });

  it('says what a command said that failed, and forgets it with the next', async () => {
    const failed = { code: 1, output: '', said: 'There is no such server.' };
    const { learning, idle } = scripted(failed, { unreadable: true }, { code: null, output: '', said: '' }, aligned);
    learning.learn();
    await idle();
    expect(learning.state().problem).toBe('There is no such server.');
    learning.learn();
    await idle();
    expect(learning.state().problem).toMatch(/cannot read/);
    learning.learn();
    await idle();
    expect(learning.state()).toMatchObject({ problem: null, learnt: null });
    learning.learn();
    await idle();
    expect(learning.state().learnt?.end).toBe('kept');
  });

  it('does not look at a comparison that could not be begun', async () => {
    const { learning, asked, idle } = scripted(aligned, { code: 1, output: '', said: 'Another judge runs.' });
    learning.learn();
    await idle();
    learning.challenge();
    await expect.poll(() => learning.state().problem).toBe('Another judge runs.');
    expect(asked).toHaveLength(2);
  });
});

describe('a command of Tribunal’s own', () => {
  let folder = '';
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const open = async (script: string) => {
    folder = await mkdtemp(join(tmpdir(), 'tribunal-command-'));
    const file = join(folder, 'scripted.mjs');
    await writeFile(file, script);
    return openCommands({ environment: () => ({ ...process.env, SAID: 'in the environment' }), file });
  };

  it('has the bot’s environment, and gives its lines as they come', async () => {
    const commands = await open(
      'console.log(JSON.stringify([process.argv.slice(2), process.env.SAID])); process.stderr.write("one\\rtwo\\n\\nthree\\n"); process.exitCode = 3;',
    );
    const lines: string[] = [];
    const ended = await commands.run(['align', '--json'], (line) => lines.push(line));
    expect(ended).toMatchObject({ code: 3, output: '[["align","--json"],"in the environment"]\n' });
    expect(lines).toEqual(['one', 'two', 'three']);
    await commands.close();
  });

  it('ends with the playground', async () => {
    const commands = await open('console.error("begun"); setInterval(() => {}, 1000);');
    let isBegun = () => {};
    const begun = new Promise<void>((resolve) => {
      isBegun = resolve;
    });
    const ended = commands.run([], () => isBegun());
    await begun;
    await commands.close();
    expect(await ended).toMatchObject({ code: null });
  });
});
