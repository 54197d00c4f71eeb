import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type LocalDiscord, startLocalDiscord } from 'local-discord';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyDatabase } from '../support/database.ts';
import { root } from '../support/imports.ts';
import { buttonsOf, partsOf } from '../support/messages.ts';
import { noLimitsSet } from '../support/no-limits.ts';
import { type QualityServer, startQualityServer } from '../support/quality-server.ts';

const run = promisify(execFile);
/** As the image is laid out: nothing is in it but what the Dockerfile copies. */
let image: string;
let discord: LocalDiscord;
let models: QualityServer;
let empty: Awaited<ReturnType<typeof emptyDatabase>>;
let env: Record<string, string>;
let bot: ChildProcess | undefined;

beforeAll(async () => {
  image = await mkdtemp(join(tmpdir(), 'tribunal-image-'));
  const dockerfile = await readFile(join(root, 'Dockerfile'), 'utf8');
  const copied = [...dockerfile.matchAll(/^COPY --from=build \/app\/(\S+)/gm)].map(([, path = '']) => path);
  expect(copied).toContain('dist');
  for (const path of [...copied, 'package.json'])
    await cp(join(root, path), join(image, path), { recursive: true, dereference: true });
  [discord, models, empty] = await Promise.all([startLocalDiscord(), startQualityServer(), emptyDatabase()]);
  const { PATH = '', HOME = '' } = process.env;
  env = {
    ...{ PATH, HOME, ...noLimitsSet },
    DISCORD_TOKEN: discord.botToken,
    DISCORD_GUILD_ID: discord.guildId,
    DISCORD_API_URL: discord.apiUrl,
    DATABASE_URL: empty.url,
    CANDIDATE_MODELS: models.candidateModel,
    JUDGE_MODEL: models.judgeModel,
    PSEUDONYM_KEY: 'a key of the tests, long enough to be one',
  };
}, 120_000);
afterAll(async () => {
  bot?.kill('SIGKILL');
  await Promise.all([discord.close(), models.close(), empty.close()]);
  await rm(image, { recursive: true });
});

const tribunal = (...args: string[]) => run(process.execPath, ['dist/tribunal.js', ...args], { cwd: image, env });

it('answers, draws and ends in order in a folder that holds what the image does', { timeout: 120_000 }, async () => {
  const started = spawn(process.execPath, ['dist/tribunal.js', 'start'], { cwd: image, env });
  bot = started;
  let said = '';
  for (const stream of [started.stdout, started.stderr])
    stream.on('data', (piece) => {
      said += piece;
    });
  await expect.poll(() => said, { timeout: 60_000 }).toMatch(/Tribunal is ready/);
  expect((await tribunal('deploy-commands')).stdout).toMatch(
    /\d commands are registered on server \d+: already up to date\./,
  );
  const person = (name: string) =>
    discord.as(discord.members.find(({ user }) => user.global_name === name)?.user.id ?? '');
  await person('Ada').slash('ask', { prompt: 'Is all of it here?' });
  const { id } = await person('Ada').waitFor((message) => buttonsOf(message).length > 0, 60_000);
  const reasoning = await (await person('Mira').messageMenu('Judge’s reasoning', id)).response(30_000);
  const [picture] = partsOf(reasoning).flatMap(({ items }) => items ?? []);
  const drawn = await (await fetch(picture?.media.url ?? '')).bytes();
  expect(Buffer.from(drawn.subarray(1, 4)).toString()).toBe('PNG');
  started.kill('SIGTERM');
  await expect.poll(() => started.exitCode, { timeout: 30_000 }).toBe(0);
  expect(said).not.toMatch(/"level":[56]0/);
});

it('exports with the files that go along, and reads the example of its settings', { timeout: 120_000 }, async () => {
  await tribunal('migrate');
  const out = join(image, 'rows');
  await tribunal('export', '--out', out, '--format', 'verl', '--discord-permission', 'ticket 1');
  expect(await readdir(out)).toEqual(expect.arrayContaining(['CODEBOOK.md', 'reward.py']));
  await expect(tribunal('init')).rejects.toThrow(/needs a terminal/);
});
