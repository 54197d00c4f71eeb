import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalDiscord, startLocalDiscord } from 'local-discord';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { registerCommands } from '../../commands/register.ts';
import { asks } from '../../db/schema/asks.ts';
import { readConfig } from '../../src/config.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { buttonsOf, textOf } from '../support/messages.ts';
import { program } from '../support/program.ts';
import { type QualityServer, startQualityServer } from '../support/quality-server.ts';
import { dumpOf } from '../support/scan.ts';

const folder = mkdtempSync(join(tmpdir(), 'tribunal-clear-'));
const key = randomBytes(32);
const pseudonymKey = 'a pseudonym key that nobody may read anywhere';
/** Every text of people and models here contains one of these words. */
const words = ['quokka', 'numbat', 'dugong', 'bilby', 'wombat', 'Quality', 'quality'];

let discord: LocalDiscord;
let models: QualityServer;
let fresh: FreshDatabase;
let bot: ChildProcess;
let said = '';
/** A model server that quotes the request in its errors, as some do. */
const parrot = createServer(async (request, response) => {
  let body = '';
  for await (const piece of request) body += piece;
  response.writeHead(400, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message: `cannot answer ${body}`, code: body.slice(0, 500) } }));
});
const person = (name: string) =>
  discord.as(discord.members.find(({ user }) => user.global_name === name)?.user.id ?? '');
const rows = () => fresh.database.db.select({ state: asks.state }).from(asks);

beforeAll(async () => {
  await new Promise<void>((resolve) => parrot.listen(0, '127.0.0.1', resolve));
  [discord, models, fresh] = await Promise.all([startLocalDiscord(), startQualityServer(), freshDatabase()]);
  writeFileSync(join(folder, 'key'), key.toString('base64'));
  const env = {
    DISCORD_TOKEN: discord.botToken,
    DISCORD_GUILD_ID: discord.guildId,
    DISCORD_API_URL: discord.apiUrl,
    DATABASE_URL: fresh.url,
    CANDIDATE_MODELS: `${models.candidateModel},hf:parrot@http://127.0.0.1:${(parrot.address() as AddressInfo).port}/v1`,
    JUDGE_MODEL: models.judgeModel,
    MODEL_SERVER_KEY: 'a-key-of-the-model-server',
    PSEUDONYM_KEY: pseudonymKey,
    DATA_ENCRYPTION_KEY_FILE: join(folder, 'key'),
    LOG_LEVEL: 'trace',
    METRICS_PORT: '0',
  };
  await registerCommands(readConfig(env));
  const { PATH, HOME } = process.env;
  bot = spawn(process.execPath, [program, 'start'], { env: { PATH, HOME, ...env } });
  for (const stream of [bot.stdout, bot.stderr])
    stream?.on('data', (piece: Buffer) => {
      said += piece;
    });
}, 90_000);
afterAll(async () => {
  bot.kill('SIGKILL');
  parrot.closeAllConnections();
  parrot.close();
  await Promise.all([discord.close(), models.close()]);
  await fresh.close();
  rmSync(folder, { recursive: true });
});

it('leaves no text, token or key in a copy of the database, in the log at its finest level, or in the metrics', {
  timeout: 150_000,
}, async () => {
  // A message that does not come leaves no other trace of why.
  onTestFailed(() => console.error(said.slice(-20_000)));
  await expect.poll(() => said, { timeout: 60_000 }).toMatch(/Tribunal is ready/);
  const { sql } = fresh.database;
  await person('Ada').slash(
    'ask',
    { prompt: 'What does a quokka eat?', candidates: 4 },
    { files: { file: { name: 'numbat.txt', type: 'text/plain', data: 'The numbat eats termites.' } } },
  );
  const duel = await person('Ben').waitFor((m) => buttonsOf(m).some(({ label }) => label === 'A is better'), 30_000);
  const voted = await (await person('Ben').click(duel.id, 'A is better')).response();
  const why = await person('Ben').click(voted.id, 'Say why');
  const because = { decisive: ['clear'], text: 'It knows the dugong.' };
  if (why.modal) await (await person('Ben').submitModal(why.modal, because)).response();
  const form = await person('Ben').click(duel.id, 'Report');
  const reported = { reason: 'other', meant: 'a', words: 'Not a word on the bilby.' };
  if (form.modal) await (await person('Ben').submitModal(form.modal, reported)).response();
  const said1 = person('Ada').say(`<@${discord.applicationId}> And the wombat?`);
  await person('Ada').waitFor((m) => m.message_reference?.message_id === said1.id, 30_000);

  // The error of a failed query quotes its parameters, and log and queue keep errors.
  await sql`alter table votes rename to votes_away`;
  const again = await person('Ben').click(voted.id, 'Say why');
  if (again.modal)
    expect(textOf(await (await person('Ben').submitModal(again.modal, because)).response())).toMatch(/went wrong/);
  await sql`alter table votes_away rename to votes`;
  await sql`alter table candidates rename to candidates_away`;
  await person('Ada').slash('ask', { prompt: 'And what does a wombat drink?', candidates: 2 });
  await expect.poll(() => said, { timeout: 20_000 }).toMatch(/"job":"ask-run"/);
  await sql`alter table candidates_away rename to candidates`;
  await expect.poll(async () => (await rows()).length).toBe(3);

  const metricsUrl = /"metricsUrl":"([^"]+)"/.exec(said)?.[1] ?? '';
  const metrics = await (await fetch(`${metricsUrl}/metrics`)).text();
  expect(metrics).toMatch(/tribunal_asks/);
  const dump = await dumpOf(fresh.database);
  expect(dump).toMatch(/enc1\./);
  // Addresses of model servers are no secret to somebody who can read the database.
  const keys = [
    discord.botToken,
    key.toString('base64'),
    key.toString('hex'),
    pseudonymKey,
    'a-key-of-the-model-server',
  ];
  const [asked] = await sql<{ interaction_id: string; asker_hash: string }[]>`select * from asks`;
  const people = [...discord.members.map(({ user }) => user.id), asked?.asker_hash ?? 'nobody'];
  for (const secret of [...words, ...keys]) {
    expect(dump, 'the database').not.toContain(secret);
    expect(said, 'the log').not.toContain(secret);
    expect(metrics, 'the metrics').not.toContain(secret);
  }
  for (const who of people) {
    expect(said, 'the log').not.toContain(who);
    expect(metrics, 'the metrics').not.toContain(who);
  }
  expect(discord.violations).toEqual([]);
});
