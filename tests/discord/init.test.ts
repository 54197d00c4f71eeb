import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalDiscord, startLocalDiscord } from 'local-discord';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { commandData } from '../../commands/index.ts';
import { textOf, valuesOf } from '../../src/cli/init/env-file.ts';
import { quietly } from '../../src/cli/init/quietly.ts';
import { type ConfigError, readConfig } from '../../src/config.ts';
import { startModelServer } from '../support/model-server.ts';
import { program } from '../support/program.ts';
import { type QualityServer, startQualityServer } from '../support/quality-server.ts';
import { hasTerminal, keys, openTerminal } from '../support/terminal.ts';

const { PATH, HOME } = process.env;
let discord: LocalDiscord;
let models: QualityServer;
let cwd: string;
beforeAll(async () => {
  [discord, models] = await Promise.all([startLocalDiscord(), startQualityServer({ prefersFirst: () => true })]);
});
afterAll(() => Promise.all([discord.close(), models.close()]));
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'tribunal-init-'));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

const environment = () => ({
  DISCORD_TOKEN: discord.botToken,
  DISCORD_API_URL: discord.apiUrl,
  CANDIDATE_MODELS: models.candidateModel,
  JUDGE_MODEL: models.judgeModel,
});

async function runApart(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program, 'init', ...args], { cwd, env: { PATH, HOME, ...env } });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece: Buffer) => {
      said += piece;
    });
  const [status] = (await once(child, 'close')) as [number];
  return { status, said };
}
/** Runs `init --yes` in this process with these settings. @returns its output. */
async function run(given: Record<string, string>, overwrite = false): Promise<string> {
  const lines: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  const path = join(cwd, '.env');
  const text = await textOf(path);
  try {
    await quietly({ path, text, before: valuesOf(text) }, given, { overwrite, wait: 0 });
  } finally {
    log.mockRestore();
  }
  return lines.join('\n');
}
const written = async () => valuesOf(await readFile(join(cwd, '.env'), 'utf8'));
const stillThere = async () => (await readdir(cwd)).filter((name) => name.startsWith('.env'));

describe('init --yes', () => {
  it('writes what is needed for a start, for its owner alone, and registers the commands', async () => {
    const { status, said } = await runApart(['--yes', '--guild', discord.guildId], environment());
    expect(said).toContain('.env is written');
    expect(status).toBe(0);
    expect((await stat(join(cwd, '.env'))).mode & 0o777).toBe(0o600);
    const values = await written();
    expect(readConfig(values)).toMatchObject({
      ...{ DISCORD_TOKEN: discord.botToken, DISCORD_GUILD_ID: discord.guildId, JUDGE_MODEL: models.judgeModel },
      PSEUDONYM_KEY: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(values.DATA_ENCRYPTION_KEY).toBeDefined();
    // The file also explains each of the other settings.
    expect(await readFile(join(cwd, '.env'), 'utf8')).toContain('# The model that judges. Required.');
    expect(discord.commands().length).toBe(commandData.length);
    for (const secret of [discord.botToken, values.PSEUDONYM_KEY ?? '', values.DATA_ENCRYPTION_KEY ?? ''])
      expect(said).not.toContain(secret);
  });

  it('keeps keys and values that are there, and changes one only if that is wanted', async () => {
    await run(environment());
    const before = await written();
    await run({ DATABASE_URL: 'postgres://localhost/tribunal' });
    expect(await written()).toEqual({ ...before, DATABASE_URL: 'postgres://localhost/tribunal' });
  });

  it('replaces a value with --overwrite, and keeps the old file beside it', async () => {
    await run(environment());
    const before = await written();
    const change = { JUDGE_MODEL: 'hf:other@http://127.0.0.1:9/v1' };
    await expect(run(change)).rejects.toThrow(/JUDGE_MODEL.*--overwrite/);
    expect(await written()).toEqual(before);
    expect(await run(change, true)).toContain('.env.backup-');
    expect(await written()).toEqual({ ...before, ...change });
    const [backup = ''] = (await stillThere()).filter((name) => name.includes('backup'));
    expect(valuesOf(await readFile(join(cwd, backup), 'utf8'))).toEqual(before);
    expect((await stat(join(cwd, backup))).mode & 0o777).toBe(0o600);
  });

  it('chooses models for a key where none is named', async () => {
    await run({ DISCORD_TOKEN: discord.botToken, DISCORD_API_URL: discord.apiUrl, HF_TOKEN: 'hf_x' });
    expect(readConfig(await written()).JUDGE_MODEL).toBe('hf:Qwen/Qwen3-32B');
  });

  it('names all that is missing but what it makes itself, and changes nothing', async () => {
    const problems = await run({}).catch((error) => (error as ConfigError).problems.join());
    for (const name of ['DISCORD_TOKEN', 'CANDIDATE_MODELS', 'JUDGE_MODEL']) expect(problems).toContain(name);
    expect(problems).not.toContain('PSEUDONYM_KEY');
    expect(await stillThere()).toEqual([]);
  });

  it('changes nothing where the token is wrong', async () => {
    await expect(run({ ...environment(), DISCORD_TOKEN: 'wrong' })).rejects.toThrow(/Reset Token/);
    expect(await stillThere()).toEqual([]);
  });

  it('says what to do where there is no terminal', async () => {
    const { status, said } = await runApart([], environment());
    expect([status, said]).toEqual([1, expect.stringContaining('--yes')]);
  });
});

describe.skipIf(!hasTerminal)('init in a terminal', () => {
  const open = (ports = 'none') =>
    openTerminal(`${process.execPath} ${program} init`, {
      cwd,
      env: { PATH, HOME, DISCORD_API_URL: discord.apiUrl, LOCAL_MODEL_PORTS: ports },
    });

  it('asks, tries what is typed, and ends with an .env that starts', async () => {
    const terminal = open();
    await terminal.until('The bot’s token');
    terminal.type(`wrong${keys.enter}`);
    await terminal.until('Press Reset Token');
    terminal.type('\u007f'.repeat(5) + discord.botToken + keys.enter);
    await terminal.until('That is “Tribunal”');
    await terminal.until('Where should its commands be');
    terminal.type(keys.down + keys.enter);
    await terminal.until('ollama pull');
    await terminal.until('Where do your models run');
    terminal.type(keys.down + keys.down + keys.space + keys.enter);
    await terminal.until('The address of your server');
    terminal.type('\u007f'.repeat(40) + models.url + keys.enter);
    await terminal.until('Which models write');
    terminal.type(keys.enter);
    await terminal.until('Which model judges');
    terminal.type(keys.enter);
    await terminal.until('Ask each model once');
    terminal.type(keys.enter);
    await terminal.until('All of them work');
    await terminal.until('Where is everything kept');
    terminal.type(keys.enter);
    await terminal.until('Write .env?');
    expect(await stillThere()).toEqual([]);
    terminal.type(keys.enter);
    await terminal.until('What to do next');
    expect(await terminal.ended).toBe(0);
    expect(readConfig(await written())).toMatchObject({
      ...{ DISCORD_TOKEN: discord.botToken, DISCORD_GUILD_ID: discord.guildId },
      ...{ CANDIDATE_MODELS: [models.candidateModel], JUDGE_MODEL: models.judgeModel },
    });
    expect(terminal.shown()).not.toContain(discord.botToken);
  });

  it('offers the server that it finds on this machine, which is asked for nothing but its list before', async () => {
    const found = await startModelServer((response, _body, _count, { path }) => {
      const list = { data: [{ id: 'otter' }, { id: 'nomic-embed-text:latest' }] };
      response.writeHead(path === '/v1/models' ? 200 : 404).end(JSON.stringify(list));
    });
    const terminal = open(new URL(found.url).port);
    await terminal.until('The bot’s token');
    terminal.type(discord.botToken + keys.enter);
    await terminal.until('Where should its commands be');
    terminal.type(keys.enter);
    await terminal.until('Where do your models run');
    await terminal.until('A model server on this machine (otter)');
    terminal.type(keys.space + keys.enter);
    await terminal.until('Which models write');
    terminal.type(keys.enter);
    await terminal.until('Which model judges');
    terminal.type(keys.enter);
    await terminal.until('Ask each model once');
    expect(found.received.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(found.received.filter(({ headers }) => headers.authorization)).toEqual([]);
    terminal.type(`n${keys.enter}`);
    await terminal.until('Where is everything kept');
    terminal.type(keys.enter);
    await terminal.until('Write .env?');
    terminal.type(keys.enter);
    expect(await terminal.ended).toBe(0);
    const name = `hf:otter@${found.url}/v1`;
    expect(readConfig(await written())).toMatchObject({ CANDIDATE_MODELS: [name], JUDGE_MODEL: name });
    await found.close();
  });

  it('changes nothing where it is ended on the way', async () => {
    await writeFile(join(cwd, '.env'), 'LOG_LEVEL=warn\n');
    const terminal = open();
    await terminal.until('The bot’s token');
    terminal.type(discord.botToken + keys.enter);
    await terminal.until('Where should its commands be');
    terminal.type(keys.interrupt);
    await terminal.until('Nothing was changed');
    expect(await terminal.ended).toBe(130);
    expect(await stillThere()).toEqual(['.env']);
    expect(await readFile(join(cwd, '.env'), 'utf8')).toBe('LOG_LEVEL=warn\n');
  });
});
