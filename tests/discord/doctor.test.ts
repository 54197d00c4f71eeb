import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { sql } from 'drizzle-orm';
import { type LocalDiscord, startLocalDiscord } from 'local-discord';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { registerCommands } from '../../commands/register.ts';
import { encrypt, openKeyRing } from '../../db/key-ring.ts';
import { examine } from '../../src/cli/doctor/examine.ts';
import type { Finding } from '../../src/cli/doctor/finding.ts';
import { openPatient, type PatientOptions } from '../../src/cli/doctor/patient.ts';
import { openLog } from '../../src/ops/log.ts';
import { openMetrics } from '../../src/ops/metrics.ts';
import { openQueue } from '../../src/ops/queue.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { fullAsk } from '../support/full-ask.ts';
import { type QualityServer, startQualityServer } from '../support/quality-server.ts';
import { startTransactionPooler } from '../support/transaction-pooler.ts';

let discord: LocalDiscord;
let models: QualityServer;
let fresh: FreshDatabase;
let pooled: Awaited<ReturnType<typeof startTransactionPooler>>;
let folder: string;
/** A server that accepts every request and never answers. */
const silent = createServer(() => {});
/** The answer of the server `other`. */
let said: { status: number; body: string } = { status: 200, body: '' };
const other = createServer((_request, response) => {
  response.writeHead(said.status, { 'content-type': 'application/json' }).end(said.body);
});
const portOf = (server: Server) => (server.address() as AddressInfo).port;
const KEY = randomBytes(32);

beforeAll(async () => {
  [discord, models, fresh, folder] = await Promise.all([
    startLocalDiscord(),
    startQualityServer({ prefersFirst: () => true }),
    freshDatabase(),
    mkdtemp(join(tmpdir(), 'tribunal-doctor-')),
  ]);
  await Promise.all([silent, other].map((server) => once(server.listen(0, '127.0.0.1'), 'listening')));
  await writeFile(join(folder, '.env'), 'DISCORD_TOKEN=x', { mode: 0o600 });
  await registerCommands(settings() as never);
  pooled = await startTransactionPooler(fresh.url);
  await (await openQueue(fresh.url, openLog('silent'))).stop(1000);
});
afterAll(async () => {
  await Promise.all([discord?.close(), models?.close()]);
  for (const server of [silent, other]) server.closeAllConnections();
  for (const server of [silent, other]) server.close();
  await pooled?.close();
  await fresh?.close();
  await rm(folder, { recursive: true, force: true });
  expect(discord.violations).toEqual([]);
});
beforeEach(() => {
  Object.assign(models.mood, {
    candidateStatus: 200,
    judgeStatus: 200,
    prefersFirst: () => true,
    holds: undefined,
    reads: 100,
  });
});

const settings = (): Record<string, string> => ({
  DISCORD_TOKEN: discord.botToken,
  DISCORD_GUILD_ID: discord.guildId,
  DISCORD_API_URL: discord.apiUrl,
  DATABASE_URL: fresh.url,
  DATA_DIR: folder,
  DATA_ENCRYPTION_KEY: KEY.toString('hex'),
  CANDIDATE_MODELS: models.candidateModel,
  JUDGE_MODEL: models.judgeModel,
  PSEUDONYM_KEY: randomBytes(32).toString('hex'),
});

async function examined(env: Record<string, string> = {}, options: PatientOptions = {}): Promise<Finding[]> {
  const patient = openPatient(
    { ...settings(), ...env },
    { envFile: join(folder, '.env'), freeBytes: async () => 2 ** 40, ...options },
  );
  try {
    const findings: Finding[] = [];
    for await (const finding of examine(patient)) findings.push(finding);
    return findings;
  } finally {
    await patient.close();
  }
}
const query = (text: string) => fresh.database.db.execute(sql.raw(text));

interface Broken {
  what: string;
  env?: () => Record<string, string>;
  options?: PatientOptions;
  /** Breaks the thing under test. `mend` repairs it. */
  arrange?: () => unknown;
  mend?: () => unknown;
  /** The check that must report it, with this state and remedy. */
  name: string | RegExp;
  state: 'failure' | 'warning';
  remedy: RegExp;
  /** Other checks that fail because of it. */
  follows?: RegExp;
}

const DAYS = 24 * 3600 * 1000;
const migration = { created: Date.now() + 300 * DAYS };

const table: Broken[] = [
  {
    what: 'a setting is missing',
    env: () => ({ JUDGE_MODEL: '' }),
    name: 'configuration',
    state: 'failure',
    remedy: /\.env/,
  },
  ...(
    [
      ['USER_ASKS_A_DAY', /30/],
      ['SERVER_ASKS_A_DAY', /300/],
      ['BOT_USD_A_DAY', /a bad day/],
      ['USER_ASKS_AT_ONCE', /to 3\./],
      ['SERVER_ASKS_AT_ONCE', /to 30\./],
    ] as const
  ).map(
    ([name, remedy]): Broken => ({
      what: `${name} is lifted`,
      env: () => ({ [name]: 'none' }),
      ...{ name, state: 'warning', remedy },
    }),
  ),
  {
    what: 'an ordinary question does not fit into a limit',
    env: () => ({ USER_TOKENS_A_DAY: '50000' }),
    name: 'USER_TOKENS_A_DAY',
    state: 'failure',
    remedy: /Raise USER_TOKENS_A_DAY/,
  },
  {
    what: 'dollars do not count a model',
    env: () => ({ JUDGE_MODELS: 'hf:Reward-Reasoning/RRM-7B@featherless-ai', HF_TOKEN: 'hf_x' }),
    name: 'BOT_TOKENS_A_DAY',
    state: 'warning',
    options: { calls: false },
    remedy: /BOT_TOKENS_A_DAY/,
  },
  {
    what: 'the token is wrong (401)',
    env: () => ({ DISCORD_TOKEN: 'wrong' }),
    name: 'Discord',
    state: 'failure',
    remedy: /Reset Token/,
  },
  {
    what: 'Discord cannot be reached',
    env: () => ({ DISCORD_API_URL: 'http://127.0.0.1:9/api' }),
    name: 'Discord',
    state: 'failure',
    remedy: /network/,
  },
  {
    what: 'Discord has trouble (503)',
    arrange: () => discord.faults.failRest(/applications\/@me/, 503, 1),
    name: 'Discord',
    state: 'failure',
    remedy: /discordstatus/,
  },
  {
    what: 'interactions go to another address than the one listened on',
    env: () => ({ INTERACTIONS_PORT: '0', DISCORD_PUBLIC_KEY: discord.publicKey }),
    name: 'interactions',
    state: 'failure',
    remedy: /Interactions Endpoint URL/,
  },
  {
    what: 'the public key is another application’s',
    env: () => ({ INTERACTIONS_PORT: '0', DISCORD_PUBLIC_KEY: 'ab'.repeat(32) }),
    follows: /interactions/,
    name: 'DISCORD_PUBLIC_KEY',
    state: 'failure',
    remedy: /Public Key/,
  },
  {
    what: 'the bot is not in the server',
    options: { guildId: '123456789012345678' },
    name: /permissions/,
    state: 'failure',
    remedy: /oauth2\/authorize.*guild_id=123456789012345678/,
  },
  {
    what: 'a permission is missing in the only channel',
    arrange: () => discord.faults.denyBot(discord.channelId, PermissionFlagsBits.AttachFiles),
    mend: () => discord.faults.denyBot(discord.channelId, 0n),
    name: /permissions/,
    state: 'failure',
    remedy: /allow Attach Files/,
  },
  {
    what: 'the bot may not see the channel',
    arrange: () => discord.faults.denyBot(discord.channelId, PermissionFlagsBits.ViewChannel),
    mend: () => discord.faults.denyBot(discord.channelId, 0n),
    name: /permissions/,
    state: 'failure',
    remedy: /allow View Channel/,
  },
  {
    what: '/settings names a channel that was deleted',
    arrange: () =>
      query(`insert into guild_settings (guild_id, channels) values ('${discord.guildId}', '{99999999999999999}')`),
    mend: () => query('delete from guild_settings'),
    name: /permissions/,
    state: 'warning',
    remedy: /\/settings/,
  },
  {
    what: 'no command is registered',
    arrange: () => setCommands([]),
    mend: () => registerCommands(settings() as never),
    name: 'commands',
    state: 'failure',
    remedy: /deploy-commands/,
  },
  {
    what: 'the commands are those of an older version',
    arrange: () => setCommands([{ type: 1, name: 'ask', description: 'Ask something' }]),
    mend: () => registerCommands(settings() as never),
    name: 'commands',
    state: 'failure',
    remedy: /deploy-commands/,
  },
  {
    what: 'the database is down',
    env: () => ({ DATABASE_URL: 'postgres://postgres@127.0.0.1:9/tribunal' }),
    name: 'database',
    state: 'failure',
    remedy: /Start PostgreSQL/,
  },
  {
    what: 'the database has no such name',
    env: () => ({ DATABASE_URL: Object.assign(new URL(fresh.url), { pathname: '/nowhere' }).toString() }),
    name: 'database',
    state: 'failure',
    remedy: /DATABASE_URL/,
  },
  {
    what: 'the address has parameters that nobody knows',
    env: () => ({ DATABASE_URL: `${fresh.url}?channel_binding=require&pgbouncer=true` }),
    name: 'database',
    state: 'warning',
    remedy: /Take them out/,
  },
  {
    what: 'a pooler shares the sessions, and jobs are not heard of',
    env: () => ({ DATABASE_URL: pooled.url }),
    name: 'pooler',
    state: 'warning',
    remedy: /DATABASE_DIRECT_URL/,
  },
  {
    what: 'the direct address leads through a pooler, too',
    env: () => ({ DATABASE_URL: pooled.url, DATABASE_DIRECT_URL: pooled.url }),
    name: 'pooler',
    state: 'warning',
    remedy: /name PostgreSQL itself/,
  },
  {
    what: 'a pooler forgets prepared statements',
    env: () => ({ DATABASE_URL: pooled.url.replace('?prepare=false', ''), DATABASE_DIRECT_URL: fresh.url }),
    name: 'pooler',
    state: 'failure',
    remedy: /prepare=false/,
    // What is asked in a transaction may fail by it.
    follows: /.*/,
  },
  {
    what: 'the address is not a whole one',
    env: () => ({ DATABASE_URL: 'postgres://postgres:a@b:c@d:e/tribunal' }),
    name: 'database',
    state: 'failure',
    remedy: /mend DATABASE_URL/,
  },
  {
    what: 'a migration was not applied',
    arrange: () =>
      query(
        `create table kept as select * from drizzle.__drizzle_migrations order by created_at desc limit 1;
         delete from drizzle.__drizzle_migrations where hash in (select hash from kept)`,
      ),
    mend: () => query('insert into drizzle.__drizzle_migrations select * from kept; drop table kept'),
    name: 'migrations',
    state: 'failure',
    remedy: /tribunal -- migrate/,
  },
  {
    what: 'a migration comes from the future',
    arrange: () =>
      query(`insert into drizzle.__drizzle_migrations (hash, created_at) values ('future', ${migration.created})`),
    mend: () => query(`delete from drizzle.__drizzle_migrations where hash = 'future'`),
    name: 'migrations',
    state: 'failure',
    remedy: /Update Tribunal/,
  },
  {
    what: 'nothing can be written',
    arrange: () => query('alter table audit rename to audit_away'),
    mend: () => query('alter table audit_away rename to audit'),
    name: 'database',
    state: 'failure',
    remedy: /right to write/,
  },
  {
    what: 'the disk is nearly full',
    env: () => ({ DATABASE_URL: '' }),
    options: { freeBytes: async () => 50 * 2 ** 20 },
    name: 'disk',
    state: 'failure',
    remedy: /DATA_DIR/,
  },
  {
    what: 'jobs wait and no worker takes them',
    arrange: () =>
      query(
        `insert into pgboss.job (name, data, start_after, created_on) values ('retention', '{}', now() - interval '1 hour', now() - interval '1 hour')`,
      ),
    mend: () => query('delete from pgboss.job'),
    name: 'queue',
    state: 'failure',
    remedy: /start --role worker/,
  },
  {
    what: 'a job was given up',
    arrange: () => query(`insert into pgboss.job (name, data, state) values ('retention', '{}', 'failed')`),
    mend: () => query('delete from pgboss.job'),
    name: 'queue',
    state: 'warning',
    remedy: /log/,
  },
  {
    what: 'the clock is five minutes ahead',
    options: { now: () => Date.now() + 300_000 },
    name: 'clock',
    state: 'failure',
    remedy: /timedatectl/,
  },
  {
    what: 'the key for pseudonyms is weak',
    env: () => ({ PSEUDONYM_KEY: 'abc'.repeat(20) }),
    name: 'PSEUDONYM_KEY',
    state: 'warning',
    remedy: /openssl rand -hex 32/,
  },
  {
    what: 'texts were encrypted under another key',
    arrange: async () => {
      await fullAsk(fresh.database, 'Hi');
      await query(`update asks set prompt = '${encrypt('Hi', 'asks.prompt', openKeyRing([randomBytes(32)]))}'`);
    },
    mend: () => query('delete from asks'),
    name: 'DATA_ENCRYPTION_KEY',
    state: 'failure',
    remedy: /Put that key back/,
  },
  {
    what: 'some texts are still in clear',
    arrange: () => fullAsk(fresh.database, 'Hi'),
    mend: () => query('delete from asks'),
    name: 'DATA_ENCRYPTION_KEY',
    state: 'warning',
    remedy: /rotate-keys/,
  },
  {
    what: 'texts are not encrypted',
    env: () => ({ DATA_ENCRYPTION_KEY: '' }),
    name: 'DATA_ENCRYPTION_KEY',
    state: 'warning',
    remedy: /openssl rand -base64 32/,
  },
  {
    what: 'everybody can read .env',
    arrange: () => chmod(join(folder, '.env'), 0o644),
    mend: () => chmod(join(folder, '.env'), 0o600),
    name: /\.env$/,
    state: 'warning',
    remedy: /chmod 600/,
  },
  {
    what: 'a port is taken by another program',
    env: () => ({ METRICS_PORT: String(portOf(other)) }),
    name: 'METRICS_PORT',
    state: 'failure',
    remedy: /Choose another METRICS_PORT/,
  },
  ...([401, 402, 404, 429, 500] as const).map(
    (status): Broken => ({
      what: `a model answers with ${status}`,
      env: () => ({ CANDIDATE_MODELS: `hf:writer@http://127.0.0.1:${portOf(other)}/v1` }),
      arrange: () => {
        said = { status, body: '{"error":{"message":"no"}}' };
      },
      name: /^candidate/,
      state: 'failure',
      remedy: {
        401: /MODEL_SERVER_KEY/,
        402: /credit/,
        404: /\/models/,
        429: /MODEL_CONCURRENCY/,
        500: /Is a server running/,
      }[status],
    }),
  ),
  {
    what: 'no server runs at a model’s address',
    env: () => ({ CANDIDATE_MODELS: 'hf:writer@http://127.0.0.1:9/v1' }),
    name: /^candidate/,
    state: 'failure',
    remedy: /Is a server running/,
  },
  {
    what: 'a model takes too long',
    env: () => ({ CANDIDATE_MODELS: `hf:writer@http://127.0.0.1:${portOf(silent)}/v1` }),
    options: { callMs: 200 },
    name: /^candidate/,
    state: 'failure',
    remedy: /--timeout/,
  },
  {
    what: 'a model’s key is refused by Anthropic',
    env: () => ({
      CANDIDATE_MODELS: 'anthropic:claude-sonnet-5-5',
      ANTHROPIC_API_KEY: 'sk-secret',
      ANTHROPIC_BASE_URL: `http://127.0.0.1:${portOf(other)}`,
    }),
    arrange: () => {
      said = { status: 401, body: '{"type":"error","error":{"type":"authentication_error","message":"no"}}' };
    },
    name: /^candidate/,
    state: 'failure',
    remedy: /ANTHROPIC_API_KEY/,
  },
  {
    what: 'the judge gives no verdict',
    env: () => ({ JUDGE_MODEL: models.candidateModel, JUDGE_FORMAT: 'chat' }),
    name: /^judge/,
    state: 'failure',
    remedy: /JUDGE_FORMAT/,
  },
  {
    what: 'the judge gives the wrong verdict',
    arrange: () => Object.assign(models.mood, { prefersFirst: () => false }),
    name: /^judge/,
    state: 'warning',
    remedy: /chance/,
  },
  {
    what: 'a judge’s server holds less than JUDGE_CONTEXT_TOKENS',
    arrange: () => Object.assign(models.mood, { holds: 16_384 }),
    name: /^context of judge/,
    state: 'warning',
    remedy: /Set JUDGE_CONTEXT_TOKENS=16384/,
  },
  {
    what: 'a judge’s server holds less than the longest thought',
    arrange: () => Object.assign(models.mood, { holds: 4096 }),
    name: /^context of judge/,
    state: 'warning',
    remedy: /10,240 tokens at least.*set JUDGE_CONTEXT_TOKENS=4096/,
  },
  {
    what: 'a candidate’s server holds less than an answer',
    arrange: () => Object.assign(models.mood, { holds: 4096 }),
    name: /^context of candidate/,
    state: 'warning',
    remedy: /10,240 tokens at least/,
  },
  {
    what: 'a model’s server reads nothing of the question',
    arrange: () => Object.assign(models.mood, { reads: 3 }),
    name: /^(candidate|judge)/,
    state: 'failure',
    remedy: /--no-jinja/,
  },
  {
    what: 'the strong judge cannot be asked',
    env: () => ({ JUDGE_MODEL_STRONG: 'hf:RRM-32B@http://127.0.0.1:9/v1' }),
    name: /^strong judge/,
    state: 'failure',
    remedy: /Is a server running/,
  },
  {
    what: 'one judge of a jury cannot be asked',
    env: () => ({ JUDGE_MODEL: `${models.judgeModel},hf:RRM-32B@http://127.0.0.1:9/v1` }),
    name: /^judge hf:RRM-32B/,
    state: 'failure',
    remedy: /Is a server running/,
  },
  {
    what: 'the content check does not answer as one',
    env: () => ({ CONTENT_CHECK: `endpoint:http://127.0.0.1:${portOf(other)}/` }),
    arrange: () => {
      said = { status: 500, body: '{}' };
    },
    name: 'content check',
    state: 'failure',
    remedy: /CONTENT_CHECK/,
  },
];

/** The findings, as a table for the documentation. */
const rows: string[] = ['| what was broken | state | said by | remedy |', '|---|---|---|---|'];
/** Removes what differs between runs. */
const plain = (text: string) =>
  text
    .replaceAll(folder, '')
    .replaceAll('/.env', '.env')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replaceAll(/(?<=sport = :)\d+/g, 'PORT')
    .replaceAll(/\d{17,20}/g, 'ID')
    .replaceAll(/(?<=the key )[0-9a-f]{8}/g, 'ID');

const setCommands = async (body: object[]) => {
  await fetch(`${discord.apiUrl}/v10/applications/${discord.applicationId}/guilds/${discord.guildId}/commands`, {
    method: 'PUT',
    headers: { authorization: `Bot ${discord.botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
};

describe('the doctor', () => {
  it('finds nothing wrong where all is well, with what each call took', async () => {
    const findings = await examined();
    expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(findings.find(({ name }) => name.startsWith('judge'))?.what).toMatch(/right verdict: \d+\.\d s, 150 tokens/);
  });

  it.each(table)(
    'says what to do where $what',
    async ({ what, env, options, arrange, mend, name, state, remedy, follows }) => {
      await arrange?.();
      try {
        const findings = await examined(env?.(), options);
        const found = findings.filter((one) => (name instanceof RegExp ? name.test(one.name) : one.name === name));
        const said = found.filter((one) => one.state === state);
        expect(said.length, JSON.stringify(findings.filter((one) => one.state !== 'ok'))).toBeGreaterThan(0);
        for (const one of said) expect(one.remedy).toMatch(remedy);
        // The doctor does not report failures that only follow from it.
        expect(
          findings.filter((one) => one.state === 'failure' && !said.includes(one) && !follows?.test(one.name)),
        ).toEqual([]);
        rows.push(`| ${what} | ${state} | ${said[0]?.name} | ${said[0]?.remedy} |`);
      } finally {
        await mend?.();
      }
    },
  );

  it('asks no model where it must not, and never says a secret', async () => {
    const before = models.requests.length;
    const secrets = { HF_TOKEN: 'hf_secret', ANTHROPIC_API_KEY: 'sk-secret', MODEL_SERVER_KEY: 'own-secret' };
    const findings = await examined({ ...secrets, CONTENT_CHECK_KEY: 'check-secret' }, { calls: false });
    expect(models.requests.length).toBe(before);
    expect(findings.filter(({ state }) => state === 'skipped').map(({ name }) => name)).toEqual([
      'candidates',
      'judges',
    ]);
    const all = JSON.stringify([...findings, ...(await examined({ ...secrets, DISCORD_TOKEN: 'token-secret' }))]);
    for (const secret of ['secret', discord.botToken, settings().PSEUDONYM_KEY ?? '', KEY.toString('hex')])
      expect(all).not.toContain(secret);
  });

  it('knows a port that a running Tribunal listens on', async () => {
    const running = await openMetrics().listen(0, {
      askStates: async () => ({}),
      queueDepths: async () => [],
      spent: () => Promise.reject(new Error('not asked for')),
      ready: () => true,
    });
    const { port } = new URL(running.url);
    const findings = await examined({ METRICS_PORT: port }, { calls: false });
    await running.close();
    expect(findings.find(({ name }) => name === 'METRICS_PORT')).toMatchObject({
      state: 'ok',
      what: expect.stringContaining('a Tribunal answers'),
    });
  });

  it('has its table in the documentation', async () => {
    const path = 'docs/doctor.md';
    const page = await readFile(path, 'utf8');
    const drawn = page.replace(/(?<=<!-- table -->\n)[\s\S]*(?=<!-- end -->)/, `${plain(rows.join('\n'))}\n`);
    if (process.env.UPDATE_DOCS) await writeFile(path, drawn);
    else expect(page, 'UPDATE_DOCS=1 vitest run tests/discord/doctor.test.ts writes it anew').toBe(drawn);
  });
});
