import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, getPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LocalDiscord, startLocalDiscord } from 'local-discord';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { comparisons } from '../../db/schema/comparisons.ts';
import { usage } from '../../db/schema/usage.ts';
import { votes } from '../../db/schema/votes.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { buttonsOf, textOf } from '../support/messages.ts';
import { noLimitsSet } from '../support/no-limits.ts';
import { program } from '../support/program.ts';
import { type QualityServer, startQualityServer } from '../support/quality-server.ts';

let discord: LocalDiscord;
let models: QualityServer;
let fresh: FreshDatabase;
let bot: ChildProcess | null;

beforeEach(async () => {
  [discord, models, fresh] = await Promise.all([startLocalDiscord(), startQualityServer(), freshDatabase()]);
  bot = null;
});
afterEach(async () => {
  bot?.kill('SIGKILL');
  await Promise.all([discord.close(), models.close()]);
  await fresh.close();
});

const starterOf =
  (file: string, role: 'all' | '' = 'all') =>
  (...command: string[]) => {
    const { PATH, HOME } = process.env;
    const child = spawn(process.execPath, [file, ...command], {
      env: {
        PATH,
        HOME,
        DISCORD_TOKEN: discord.botToken,
        DISCORD_GUILD_ID: discord.guildId,
        DISCORD_API_URL: discord.apiUrl,
        DATABASE_URL: fresh.url,
        CANDIDATE_MODELS: models.candidateModel,
        JUDGE_MODEL: models.judgeModel,
        PSEUDONYM_KEY: 'a key of the tests, long enough to be one',
        // A knockout cancels no calls, so every call has a row.
        TOURNAMENT: 'knockout',
        ROLE: role,
        ...noLimitsSet,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece: Buffer) => {
        said += piece;
      });
    const says = (words: RegExp) =>
      new Promise<void>((resolve, reject) => {
        const look = () => words.test(said) && resolve();
        child.stdout.on('data', look);
        child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)));
        look();
      });
    return {
      child,
      says,
      said: () => said,
      ended: new Promise<number | null>((resolve) => child.once('exit', resolve)),
    };
  };
const tribunal = starterOf(program);
/** The processes that a process has started, in the order of their start. Linux only. */
const childrenOf = ({ pid }: ChildProcess): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
const ada = () => discord.as(discord.members[0]?.user.id ?? '');

describe('the process', { timeout: 120_000 }, () => {
  it('registers the commands, starts, answers, and ends in order on SIGTERM', async () => {
    // From the source; all others run the bundle.
    const tribunal = starterOf('src/cli/tribunal.ts');
    const deploy = tribunal('deploy-commands');
    expect(await deploy.ended).toBe(0);
    expect(deploy.said()).toMatch(/\d commands are registered on server/);

    const started = tribunal('start');
    bot = started.child;
    await started.says(/Tribunal is ready/);
    const secret = 'a prompt that no log may hold';
    await ada().slash('ask', { prompt: secret });
    await ada().waitFor((m) => buttonsOf(m).length > 0, 60_000);
    bot.kill('SIGTERM');
    expect(await started.ended).toBe(0);
    expect(started.said()).not.toContain(secret);
    expect(started.said()).not.toContain(discord.botToken);
  });

  it('tells a voter what became of a vote that came just before SIGTERM', async () => {
    const started = tribunal('start');
    bot = started.child;
    await started.says(/Tribunal is ready/);
    await ada().slash('ask', { prompt: 'Who is told?' });
    const duel = await ada().waitFor((m) => buttonsOf(m).length > 0, 60_000);
    const voter = discord.as(discord.members[1]?.user.id ?? '');
    const vote = await fresh.database.db.transaction(async (tx) => {
      await tx.execute('lock table votes in access exclusive mode');
      const pressed = await voter.click(duel.id, 'A is better');
      bot?.kill('SIGTERM');
      await sleep(1000);
      return pressed;
    });
    expect(textOf(await vote.response(20_000))).toMatch(/You chose \*\*A\*\*/);
    expect(await started.ended).toBe(0);
  });

  it('leaves an ask that it could not finish to the next one', async () => {
    models.mood.judgeDelay = 60_000;
    const first = tribunal('start');
    bot = first.child;
    await first.says(/Tribunal is ready/);
    await ada().slash('ask', { prompt: 'Who finishes this?' });
    await expect
      .poll(async () => (await fresh.database.db.select().from(asks))[0]?.state, { timeout: 60_000 })
      .toBe('judging');
    bot.kill('SIGTERM');
    expect(await first.ended).toBe(0);

    models.mood.judgeDelay = 0;
    const second = tribunal('start');
    bot = second.child;
    await ada().waitFor((m) => buttonsOf(m).length > 0, 60_000);
    bot.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  });

  it('works as two gateways, a shard each, and two workers on one database', async () => {
    models.mood.candidateDelay = 100;
    const parts = [
      tribunal('start', '--role', 'gateway', '--shards', '0/2'),
      tribunal('start', '--role', 'gateway', '--shards', '1/2'),
      tribunal('start', '--role', 'worker'),
      tribunal('start', '--role', 'worker'),
    ];
    await Promise.all(parts.map(({ says }) => says(/Tribunal is ready/)));
    for (let i = 0; i < 6; i++) await ada().slash('ask', { prompt: `Question ${i}?` });
    const messages = () => discord.messages(discord.channelId, discord.members[0]?.user.id ?? '');
    await expect.poll(() => messages().filter((m) => buttonsOf(m).length > 0).length, { timeout: 60_000 }).toBe(6);
    expect(messages()).toHaveLength(6);
    // Nothing was done twice: every model call has exactly one row.
    expect(models.counts.candidate).toBe((await fresh.database.db.select().from(candidates)).length);
    expect(models.counts.judge).toBe((await fresh.database.db.select().from(comparisons)).length);
    for (const { child } of parts) child.kill('SIGTERM');
    expect(await Promise.all(parts.map(({ ended }) => ended))).toEqual([0, 0, 0, 0]);
  });

  it('hears everything twice while a new version runs beside the old one, and does it once', async () => {
    const [old, young] = [tribunal('start'), tribunal('start')];
    await Promise.all([old, young].map(({ says }) => says(/Tribunal is ready/)));
    const seen = () => discord.messages(discord.channelId, discord.members[0]?.user.id ?? '');
    const byBot = () => seen().filter(({ author }) => author.bot);
    const duels = () => byBot().filter((m) => buttonsOf(m).some(({ label }) => label === 'A is better')).length;
    for (let i = 0; i < 3; i++) await ada().slash('ask', { prompt: `Question ${i}?` });
    await expect.poll(duels, { timeout: 60_000 }).toBe(3);
    for (const { id } of byBot())
      expect(
        textOf(await (await discord.as(discord.members[1]?.user.id ?? '').click(id, 'A is better')).response()),
      ).toMatch(/You chose \*\*A\*\*/);
    // The bot answers the first mention and refuses the second, which has no text.
    await ada().say(`<@${discord.applicationId}> Are you there?`);
    await ada().say(`<@${discord.applicationId}>`);
    await expect.poll(() => byBot().length, { timeout: 30_000 }).toBe(5);
    old.child.kill('SIGTERM');
    expect(await old.ended).toBe(0);
    await ada().slash('ask', { prompt: 'And after it?' });
    await expect.poll(duels, { timeout: 60_000 }).toBe(4);
    expect(byBot()).toHaveLength(6);
    const { db } = fresh.database;
    expect(await db.select().from(asks)).toHaveLength(5);
    expect(await db.select().from(votes)).toHaveLength(3);
    expect(await db.select().from(usage)).toHaveLength(5);
    expect(models.counts.judge).toBe((await db.select().from(comparisons)).length);
    young.child.kill('SIGTERM');
    expect(await young.ended).toBe(0);
  });

  it.skipIf(availableParallelism() < 2)(
    'runs two processes, starts a killed one again, and ends both in order',
    async () => {
      const started = starterOf(program, '')('start');
      bot = started.child;
      await started.says(/"role":"worker".*Tribunal is ready/);
      const [gateway, worker] = childrenOf(bot);
      process.kill(worker ?? 0, 'SIGKILL');
      await ada().slash('ask', { prompt: 'Who works on this?' });
      await ada().waitFor((m) => buttonsOf(m).length > 0, 60_000);
      const [stayed, young] = childrenOf(bot);
      expect([stayed, young === worker]).toEqual([gateway, false]);
      process.kill(gateway ?? 0, 'SIGKILL');
      await started.says(/process died[\s\S]*"role":"gateway"[^\n]*Tribunal is ready/);
      const last = childrenOf(bot);
      bot.kill('SIGTERM');
      expect(await started.ended).toBe(0);
      expect(last).toHaveLength(2);
      for (const pid of last) expect(() => process.kill(pid ?? 0, 0)).toThrow();
    },
  );

  it('lets a gateway go first where a worker shares its processors', async () => {
    const worker = tribunal('start', '--role', 'worker');
    bot = worker.child;
    await worker.says(/Tribunal is ready/);
    expect(getPriority(worker.child.pid)).toBeGreaterThan(getPriority());
  });

  it('says in words that the token is wrong, and ends with 1', async () => {
    const wrong = Object.assign(discord, { botToken: 'wrong' });
    const started = tribunal('start');
    bot = started.child;
    expect(await started.ended).toBe(1);
    expect(started.said()).toMatch(/^Discord refuses DISCORD_TOKEN\. Copy it again/m);
    expect(started.said()).not.toMatch(/\n\s+at /);
    expect(wrong.violations).toEqual([]);
  });

  it('says in words that the database is not there, and ends with 1', async () => {
    const there = fresh.url;
    for (const [url, words] of [
      ['postgres://127.0.0.1:1/x', /nothing listens there/],
      [there.replace(/\/[^/]*$/, '/nowhere'), /no database of that name/],
    ] as const) {
      fresh.url = url;
      const started = tribunal('start');
      expect(await started.ended).toBe(1);
      expect(started.said()).toMatch(words);
      expect(started.said()).not.toMatch(/\n\s+at /);
    }
    fresh.url = there;
  });
});
