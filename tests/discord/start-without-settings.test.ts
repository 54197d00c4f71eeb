import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalDiscord, startLocalDiscord } from 'local-discord';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commandData } from '../../commands/index.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { program } from '../support/program.ts';
import { type QualityServer, startQualityServer } from '../support/quality-server.ts';
import { hasTerminal, keys, openTerminal } from '../support/terminal.ts';

const { PATH, HOME } = process.env;
let discord: LocalDiscord;
let models: QualityServer;
let fresh: FreshDatabase;
let cwd: string;
beforeAll(async () => {
  [discord, models, fresh] = await Promise.all([
    startLocalDiscord(),
    startQualityServer({ prefersFirst: () => true }),
    freshDatabase(),
  ]);
});
afterAll(() => Promise.all([discord.close(), models.close(), fresh.close()]));
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'tribunal-start-'));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

describe('npm start without settings', () => {
  it('names what is missing, and `init`, where there is no terminal', async () => {
    const child = spawn(process.execPath, [program, 'start'], { cwd, env: { PATH, HOME } });
    let said = '';
    child.stderr.on('data', (piece) => {
      said += piece;
    });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(said).toMatch(/DISCORD_TOKEN is missing[\s\S]+PSEUDONYM_KEY is missing/);
    expect(said).toContain('npm run -s tribunal -- init');
    expect(said).not.toMatch(/ at .+\.js/);
  });
});

describe.skipIf(!hasTerminal)('npm start without settings in a terminal', () => {
  const open = (env: Record<string, string> = {}) =>
    openTerminal(`${process.execPath} ${program} start --role gateway`, {
      cwd,
      env: { PATH, HOME, DISCORD_API_URL: discord.apiUrl, LOCAL_MODEL_PORTS: 'none', ...env },
    });

  it.each([
    { answer: 'Enter', typed: keys.enter },
    { answer: 'n', typed: 'n' },
    { answer: 'Ctrl-C', typed: keys.interrupt },
  ])('offers `init`, and starts nothing after $answer', async ({ typed }) => {
    const terminal = open();
    await terminal.until('DISCORD_TOKEN is missing');
    await terminal.until('Run `init` now');
    terminal.type(typed);
    expect(await terminal.ended).toBe(1);
    expect(terminal.shown()).toContain('npm run -s tribunal -- init');
    expect(await readdir(cwd)).toEqual([]);
  });

  it('ends without a start where `init` is cancelled', async () => {
    const terminal = open();
    await terminal.until('Run `init` now');
    terminal.type('y');
    await terminal.until('The bot’s token');
    terminal.type(keys.interrupt);
    await terminal.until('Nothing was changed');
    expect(await terminal.ended).toBe(130);
    expect(await readdir(cwd)).toEqual([]);
  });

  it('does not offer it for a setting that is wrong and not missing', async () => {
    const terminal = open({
      ...{ DISCORD_TOKEN: 'x', CANDIDATE_MODELS: models.candidateModel, JUDGE_MODEL: models.judgeModel },
      ...{ PSEUDONYM_KEY: 'a key of the tests, long enough to be one', RETENTION_DAYS: '0' },
    });
    expect(await terminal.ended).toBe(1);
    expect(terminal.shown()).toMatch(/RETENTION_DAYS must be/);
    expect(terminal.shown()).not.toContain('now');
  });

  it('runs `init` after y, and then starts with what it wrote', { timeout: 120_000 }, async () => {
    const terminal = open({ DATABASE_URL: fresh.url });
    await terminal.until('Run `init` now');
    terminal.type('y');
    await terminal.until('The bot’s token');
    terminal.type(discord.botToken + keys.enter);
    await terminal.until('Where should its commands be');
    terminal.type(keys.enter);
    await terminal.until('Where do your models run');
    terminal.type(keys.down + keys.down + keys.space + keys.enter);
    await terminal.until('The address of your server');
    terminal.type('\u007f'.repeat(40) + models.url + keys.enter);
    for (const question of ['Which models write', 'Which model judges', 'Ask each model once']) {
      await terminal.until(question);
      terminal.type(keys.enter);
    }
    for (const question of ['Where is everything kept', 'Its address', 'Write .env?']) {
      await terminal.until(question);
      terminal.type(keys.enter);
    }
    await terminal.until('What to do next');
    await terminal.until('Tribunal is ready');
    expect(discord.commands()).toHaveLength(commandData.length);
    terminal.type(keys.interrupt);
    await terminal.ended;
  });
});
