import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIMessage } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { decide } from '../../src/privacy/consent.ts';
import { pseudonym } from '../../src/privacy/pseudonym.ts';
import { runExport } from '../../src/research/export/run.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf } from '../support/messages.ts';

const KEY = 'a key of the tests, long enough to be one';
const VOTERS = 6;

let world: World;
let folder: string;
const log: string[] = [];
beforeAll(async () => {
  world = await startWorld({ BALLOT_VOTES: String(VOTERS), PSEUDONYM_KEY: KEY });
  folder = await mkdtemp(join(tmpdir(), 'tribunal-dataset-'));
  // Log every visible change, including edits with their times.
  world.discord.onChange((change) => log.push(JSON.stringify(change)));
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a dataset of a real channel', () => {
  it('has no id, no time and no code in it that ever stood in a message, a button or a request', async () => {
    const { discord, database } = world;
    const voters = Array.from({ length: VOTERS }, (_, i) => discord.addMember({ name: `Voter ${i}` }));
    const people = [world.id('Ada'), ...voters.map(({ user }) => user.id)];
    for (const id of people)
      await decide({ database, now: () => new Date() }, { hash: pseudonym(KEY, id), decision: 'given' });
    for (const question of ['Why is the sky blue?', 'Why is grass green?']) {
      const ada = discord.as(world.id('Ada'));
      const before = new Set(discord.messages(discord.channelId, world.id('Ada')).map(({ id }) => id));
      await ada.slash('ask', { prompt: question });
      const open = (m: APIMessage) => !before.has(m.id) && buttonsOf(m).some(({ label }) => label === 'A is better');
      const duel = await ada.waitFor(open, 40_000);
      for (const [i, { user }] of voters.entries())
        await (await discord.as(user.id).click(duel.id, i % 2 ? 'A is better' : 'B is better')).response();
    }
    await expect
      .poll(async () => (await database.db.select().from(asks)).map(({ state }) => state))
      .toEqual(['closed', 'closed']);

    const out = join(folder, 'rows');
    const scope = { guildId: null, since: null, until: null };
    const options = { out, format: 'jsonl' as const, scope, key: KEY, fewestVotes: 3, discordPermission: null };
    const manifest = await runExport(database, { ...options, now: new Date() });
    expect(manifest.rows).toMatchObject({ 'asks.jsonl': 2, 'votes.jsonl': 2 * VOTERS });
    const files = (await readdir(out)).filter((name) => name.endsWith('.jsonl') || name === 'manifest.json');
    const dataset = (await Promise.all(files.map((name) => readFile(join(out, name), 'utf8')))).join('\n');

    const everything = [
      ...log,
      JSON.stringify(discord.requests),
      JSON.stringify(discord.messages(discord.channelId, world.id('Ada'))),
    ].join('\n');
    const ids = new Set(everything.match(/\b\d{17,20}\b|[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[\d:.]+/g));
    expect(ids.size).toBeGreaterThan(30);
    expect([...ids].filter((id) => dataset.includes(id))).toEqual([]);
    for (const id of people) {
      expect(dataset).not.toContain(id);
      expect(dataset).not.toContain(pseudonym(KEY, id));
    }
    for (const { seed } of await database.db.select().from(asks)) expect(dataset).not.toContain(seed);
  });
});
