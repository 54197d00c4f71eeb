import { type LocalDiscord, startLocalDiscord } from 'local-discord';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandData } from '../../commands/index.ts';
import { registerCommands } from '../../commands/register.ts';
import { readConfig } from '../../src/config.ts';
import { type Bot, startBot } from '../../src/main.ts';
import { openLog } from '../../src/ops/log.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { noLimitsSet } from '../support/no-limits.ts';

let discord: LocalDiscord;
let fresh: FreshDatabase;
let bots: Bot[];
let lines: Record<string, unknown>[];

beforeEach(async () => {
  [discord, fresh] = await Promise.all([startLocalDiscord(), freshDatabase()]);
  [bots, lines] = [[], []];
});
afterEach(async () => {
  await Promise.all(bots.map((bot) => bot.stop()));
  await discord.close();
  await fresh.close();
});

const configOf = (env: Record<string, string> = {}) =>
  readConfig({
    DISCORD_TOKEN: discord.botToken,
    DISCORD_GUILD_ID: discord.guildId,
    DISCORD_API_URL: discord.apiUrl,
    DATABASE_URL: fresh.url,
    CANDIDATE_MODELS: 'hf:none@http://127.0.0.1:9/v1',
    JUDGE_MODEL: 'hf:none@http://127.0.0.1:9/v1',
    PSEUDONYM_KEY: 'a key of the tests, long enough to be one',
    ROLE: 'gateway',
    ...noLimitsSet,
    ...env,
  });
async function start(env: Record<string, string> = {}): Promise<Bot> {
  const write = (line: string) => void lines.push(JSON.parse(line));
  const bot = await startBot(configOf(env), openLog('info', { write }));
  bots.push(bot);
  return bot;
}
const stop = () => bots.pop()?.stop();
const asked = () => discord.requests.filter(({ path }) => /\/commands$/.test(path));
const puts = () => asked().filter(({ method }) => method === 'PUT').length;
const about = (words: RegExp) => lines.filter(({ msg }) => words.test(String(msg)));

/** Whether the commands are on the server, or global. */
const scopes: { where: string; env: Record<string, string> }[] = [
  { where: 'on one server', env: {} },
  { where: 'everywhere', env: { DISCORD_GUILD_ID: '' } },
];

describe.each(scopes)('npm start, with commands $where', ({ env }) => {
  it('registers them once, and sends nothing at the next start', async () => {
    await start(env);
    expect(discord.commands().map(({ name }) => name)).toEqual(commandData.map(({ name }) => name));
    expect(puts()).toBe(1);
    await stop();
    await start(env);
    expect(puts()).toBe(1);
    expect(about(/brought up to date/)).toMatchObject([{ count: commandData.length, gone: [] }]);
    expect(discord.violations).toEqual([]);
  });

  it('sends all of them once where one differs, and they keep their ids', async () => {
    await registerCommands(configOf(env), {
      ours: [
        ...commandData.slice(1).map((one) => (one.name === 'help' ? { ...one, nsfw: true } : one)),
        { name: 'old', description: 'was here once' } as never,
      ],
    });
    const idOf = (name: string) => discord.commands().find((one) => one.name === name)?.id;
    const before = idOf('help');
    await start(env);
    expect(puts()).toBe(2);
    expect(about(/brought up to date/)).toMatchObject([{ missing: ['ask'], changed: ['help'], gone: ['old'] }]);
    expect(idOf('help')).toBe(before);
    expect(idOf('old')).toBeUndefined();
    await stop();
    await start(env);
    expect(puts()).toBe(2);
  });
});

describe('npm start', () => {
  it('asks nothing about commands where REGISTER_COMMANDS is off', async () => {
    await start({ REGISTER_COMMANDS: 'off' });
    expect(asked()).toEqual([]);
  });

  it.each<{ role: Record<string, string>; why: string }>([
    { role: { ROLE: 'worker' }, why: 'a worker' },
    { role: { SHARDS: '1/2' }, why: 'a gateway without the first shard' },
  ])('leaves them to another process in $why', async ({ role }) => {
    await start(role);
    expect(asked()).toEqual([]);
  });

  it('sends them once, however many gateways start at once', async () => {
    await Promise.all([start({ SHARDS: '0/2' }), start({ SHARDS: '0/2' }), start({ SHARDS: '0/2' })]);
    expect(puts()).toBe(1);
  });

  it.each([
    {
      fault: 'a server that the bot was not invited to with the scope',
      status: 403,
      says: /scope applications\.commands\. Invite/,
    },
    { fault: 'a limit of the day', status: 429, says: /200 new ones a day/ },
    { fault: 'a Discord that is broken', status: 500, says: /npm run deploy-commands/ },
  ])('goes on in spite of $fault, and says once what to do', async ({ status, says }) => {
    if (status === 403) discord.faults.refuseRest({ match: /\/commands$/, status, code: 50001 }, 99);
    else discord.faults.failRest(/\/commands$/, status, 99, 3600);
    await start();
    expect(about(/Tribunal is ready/)).toHaveLength(1);
    const said = about(/commands were not brought up to date/);
    expect(said).toHaveLength(1);
    expect(JSON.stringify(said)).toMatch(says);
    expect(puts()).toBe(0);
    await expect(registerCommands(configOf())).rejects.toThrow();
    discord.faults.mend();
    await stop();
    await start();
    expect(puts()).toBe(1);
  });

  it('registers them when the bot comes onto its server after the start', async () => {
    await discord.close();
    discord = await startLocalDiscord({ botIsIn: false });
    await start();
    expect(puts()).toBe(0);
    discord.letBotIn();
    await expect.poll(() => discord.commands().length, { timeout: 10_000 }).toBe(commandData.length);
    expect(about(/commands were not/)).toHaveLength(1);
  });

  it('keeps the command that opens an Activity, which is not ours', async () => {
    const entryPoint = { name: 'launch', type: 4, handler: 2, description: '' };
    await registerCommands(configOf(), { ours: [entryPoint as never] });
    await start();
    expect(discord.commands().map(({ name }) => name)).toContain('launch');
    expect(discord.commands()).toHaveLength(commandData.length + 1);
    await stop();
    await start();
    expect(puts()).toBe(2);
    expect(discord.violations).toEqual([]);
  });
});
