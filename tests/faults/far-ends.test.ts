import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageFlags } from 'discord-api-types/v10';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../db/client.ts';
import { startEmbedded } from '../../db/embedded.ts';
import { asks } from '../../db/schema/asks.ts';
import { votes } from '../../db/schema/votes.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';

let world: World | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});
const ada = (here: World) => here.discord.as(here.id('Ada'));
const answered = (here: World) => ada(here).waitFor((message) => buttonsOf(message).length > 0, 40_000);

describe('Discord', () => {
  it.each([
    ['answers 500', 500, 2, undefined],
    ['answers 429', 429, 2, 0.2],
  ] as const)(
    '%s to edits: the answer comes all the same, once',
    async (_, status, times, after) => {
      world = await startWorld();
      world.discord.faults.failRest(/original/, status, times, after);
      await ada(world).slash('ask', { prompt: 'Why?' });
      await answered(world);
      expect(world.discord.messages(world.discord.channelId, world.id('Ada'))).toHaveLength(1);
    },
    60_000,
  );

  it('drops the gateway while an ask runs: the answer comes, and votes are taken after it', async () => {
    world = await startWorld({}, { judgeDelay: 200 });
    await ada(world).slash('ask', { prompt: 'Why?' });
    world.discord.faults.dropGateway();
    const message = await answered(world);
    const ben = world.discord.as(world.id('Ben'));
    await expect
      .poll(async () => textOf(await (await ben.click(message.id, 'Tie')).response()), { timeout: 20_000 })
      .toMatch(/The judge picked/);
    expect(await world.database.db.select().from(votes)).toHaveLength(1);
  }, 60_000);
});

it('PostgreSQL is restarted while an ask is judged: people are told, and the bot goes on by itself', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tribunal-restart-'));
  await chmod(folder, 0o755);
  let server = await startEmbedded(folder);
  try {
    world = await startWorld({ DATABASE_URL: server.url, LEASE_SECONDS: '10' }, { judgeDelay: 300 });
    const here = world;
    await ada(here).slash('ask', { prompt: 'Before?' });
    await expect.poll(() => here.models.counts.judge, { timeout: 15_000 }).toBeGreaterThan(0);
    await server.stop();
    await ada(here).slash('ask', { prompt: 'During?' });
    // The bot may find out before or after the acknowledgement. Either way, it only tells the asker.
    const told = await ada(here).waitFor((m) => /went wrong on our side[\s\S]+nothing is lost/.test(textOf(m)), 15_000);
    expect((told.flags ?? 0) & MessageFlags.Ephemeral).toBe(MessageFlags.Ephemeral);
    server = await startEmbedded(folder, { port: Number(new URL(server.url).port) });
    const database = openDatabase(server.url, { max: 1 });
    try {
      await database.sql`update pgboss.job set heartbeat_on = now() - interval '1 hour' where state = 'active'`;
      await answered(here);
      expect(await database.db.select().from(asks)).toMatchObject([{ state: 'voting', prompt: 'Before?' }]);
    } finally {
      await database.close();
    }
    await here.close();
    world = null;
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}, 90_000);

it('PostgreSQL is away while people vote: they are told, and a vote that was told is stored, once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tribunal-away-'));
  await chmod(folder, 0o755);
  let server = await startEmbedded(folder);
  try {
    world = await startWorld({ DATABASE_URL: server.url });
    const here = world;
    await ada(here).slash('ask', { prompt: 'Why?' });
    const duel = await answered(here);
    const ben = here.discord.as(here.id('Ben'));
    const press = async () => textOf(await (await ben.click(duel.id, 'A is better')).response(30_000));
    await server.stop();
    expect(await press()).toMatch(/went wrong on our side[\s\S]+try again in a minute/);
    server = await startEmbedded(folder, { port: Number(new URL(server.url).port) });
    await expect.poll(press, { timeout: 30_000, interval: 500 }).toMatch(/You chose \*\*A\*\*/);
    expect(await press()).toMatch(/You chose \*\*A\*\*/);
    const database = openDatabase(server.url, { max: 1 });
    expect(await database.db.select().from(votes)).toMatchObject([{ current: true, blind: true }]);
    await database.close();
    await here.close();
    world = null;
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}, 90_000);

it('a full disk at the question’s row: the person is told in words, with the question, and the bot goes on when there is room', async () => {
  world = await startWorld();
  await world.database.sql.unsafe(`
    create function full_disk() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file' using errcode = '53100'; end $$;
    create trigger full_disk before insert on asks execute function full_disk()`);
  const refused = await (await ada(world).slash('ask', { prompt: 'Is there room?' })).response();
  expect(textOf(refused)).toMatch(/went wrong on our side[\s\S]+nothing is lost/);
  await world.database.sql`drop trigger full_disk on asks`;
  await ada(world).slash('ask', { prompt: 'And now?' });
  await answered(world);
}, 60_000);
