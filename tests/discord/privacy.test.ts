import { spawnSync } from 'node:child_process';
import { desc } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertCandidate } from '../../db/repo/candidates.ts';
import { block, unblock } from '../../db/repo/reports.ts';
import { asks } from '../../db/schema/asks.ts';
import { consents } from '../../db/schema/consents.ts';
import { usage } from '../../db/schema/usage.ts';
import { votes } from '../../db/schema/votes.ts';
import { exportPerson } from '../../src/privacy/personal-export.ts';
import { pseudonym } from '../../src/privacy/pseudonym.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, filesOf, textOf } from '../support/messages.ts';
import { program } from '../support/program.ts';
import { dumpOf } from '../support/scan.ts';

const KEY = 'a key of the tests, long enough to be one';

let world: World;
const person = (name: string) => world.discord.as(world.id(name));
const panelOf = async (name: string) => (await person(name).slash('privacy', {})).response();
const press = async (name: string, messageId: string, label: string) =>
  (await person(name).click(messageId, label)).response();
const ask = async (name: string, prompt: string) => {
  await person(name).slash('ask', { prompt, candidates: 2 });
  return person(name).waitFor(
    (m) => textOf(m).includes(prompt) && buttonsOf(m).some(({ label }) => label === 'A is better'),
  );
};

beforeAll(async () => {
  world = await startWorld({ PSEUDONYM_KEY: KEY });
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

describe('/privacy', () => {
  it('tells what is kept, and shows and hands out only what is the person’s own', async () => {
    const duel = await ask('Ada', 'Why is the zebra striped?');
    await ask('Ben', 'Why is the whale silent?');
    await press('Ben', duel.id, 'A is better');
    await press('Ada', duel.id, 'Tie');
    const panel = await panelOf('Ada');
    expect(textOf(panel)).toMatch(/\*\*1 question\*\* and \*\*1 vote\*\*[\s\S]+\*\*do not take part\*\*/);
    const mine = textOf(await press('Ada', panel.id, 'Show mine'));
    expect(mine).toContain('Why is the zebra striped?');
    expect(mine).not.toContain('whale');
    expect(filesOf(await press('Ada', panel.id, 'Export mine'))).toEqual(['my-tribunal-data.json']);
  });

  it('notes every decision about research, once each', async () => {
    const panel = await panelOf('Ben');
    await press('Ben', panel.id, 'Take part in research');
    const again = await panelOf('Ben');
    expect(textOf(again)).toMatch(/\*\*take part\*\* in research/);
    expect(textOf(await press('Ben', again.id, 'Stop taking part'))).toMatch(/no longer take part/);
    const rows = await world.database.db.select().from(consents).orderBy(consents.id);
    expect(rows.map(({ decision }) => decision)).toEqual(['given', 'revoked']);
  });

  it('deletes all of it, in every table and on the screen, after asking once more', async () => {
    const hash = pseudonym(KEY, world.id('Ada'));
    const own = [world.id('Ada'), hash, 'zebra', '"Ada"'];
    const before = await dumpOf(world.database);
    expect(own.filter((word) => before.includes(word))).toEqual([hash, 'zebra']);
    const panel = await panelOf('Ada');
    const sure = await press('Ada', panel.id, 'Delete mine');
    expect(textOf(sure)).toMatch(/cannot be undone/);
    expect(await dumpOf(world.database)).toContain(hash);
    expect(textOf(await press('Ada', sure.id, 'Delete all of it'))).toMatch(/Deleted: 1 question/);
    const after = await dumpOf(world.database);
    expect(own.filter((word) => after.includes(word))).toEqual([]);
    // Other people's asks stay. The usage stays too, but without a name.
    expect(after).toContain('whale');
    expect((await world.database.db.select().from(usage)).map(({ askerHash }) => askerHash)).toContainEqual(
      expect.stringMatching(/^day [0-9a-f]{28}$/),
    );
    expect(await world.database.db.select().from(votes)).toEqual([]);
    const message = await person('Ben').waitFor((m) => /were deleted/.test(textOf(m)), 15_000);
    expect(textOf(message)).not.toContain('zebra');
  });

  it('leaves nothing behind of an ask that is being written at that moment', async () => {
    world.models.mood.candidateDelay = 300;
    await person('Chloe').slash('ask', { prompt: 'Why does the walrus whistle?', candidates: 4 });
    await person('Chloe').waitFor((m) => textOf(m).includes('walrus'));
    const [row] = await world.database.db.select().from(asks).orderBy(desc(asks.id)).limit(1);
    const askId = row?.id ?? '';
    expect(row?.prompt).toContain('walrus');
    const sure = await press('Chloe', (await panelOf('Chloe')).id, 'Delete mine');
    await press('Chloe', sure.id, 'Delete all of it');
    world.models.mood.candidateDelay = 0;
    // A worker that writes a candidate after the deletion comes too late.
    const late = { askId, slot: 3, model: 'm', style: 's', state: 'done', text: 'A late walrus.' } as const;
    await insertCandidate(world.database.db, late);
    const after = await dumpOf(world.database);
    expect(after).not.toContain('walrus');
    expect(after).not.toContain(pseudonym(KEY, world.id('Chloe')));
  });

  it('hands out something from every table in which the person stands', async () => {
    const { db } = world.database;
    const [guildId, hash] = [world.discord.guildId, pseudonym(KEY, world.id('Mira'))];
    const duel = await person('Ben').waitFor((m) => textOf(m).includes('whale') && buttonsOf(m).length > 4);
    await person('Mira').slash('ask', { prompt: `What did <@${world.id('Ben')}> say about the heron?`, candidates: 2 });
    await person('Mira').waitFor((m) => textOf(m).includes('heron') && buttonsOf(m).length > 4);
    await press('Mira', duel.id, 'B is better');
    const { modal } = await person('Mira').click(duel.id, 'Report');
    if (modal)
      await (await person('Mira').submitModal(modal, { reason: 'wrong', meant: 'b', words: 'No heron.' })).response();
    await press('Mira', (await panelOf('Mira')).id, 'Take part in research');
    const settings = await (await person('Mira').slash('settings')).response();
    await person('Mira').click(settings.id, 'Stop questions');
    await (await person('Mira').slash('block', { member: world.id('Dev') })).response();
    await block(db, guildId, hash);
    await expect.poll(async () => await dumpOf(world.database)).toMatch(/settings_drafts/);
    const dump = await dumpOf(world.database);
    // No text names a person by id, not even a person whom the question mentions.
    expect(dump).toMatch(/What did @member-1 say about the heron/);
    const places: Record<string, string> = {
      ...{ asks: 'asks', votes: 'votes', usage: 'usage', consents: 'consents', reports: 'reports', blocks: 'blocks' },
      ...{ audit: 'moderation', peeks: 'seenPicks', settings_drafts: 'drafts' },
    };
    const tables = dump.split('\n').flatMap((line) => (line.includes(hash) ? [line.split(' ')[0] ?? ''] : []));
    const handed = JSON.parse(await exportPerson(world.database, hash, new Date()));
    expect([...new Set(tables)].sort()).toEqual(Object.keys(places).sort());
    for (const table of tables) expect(handed[places[table] ?? table], table).not.toEqual([]);
    expect(JSON.stringify(handed.reports)).toContain('No heron.');
    await unblock(db, guildId, hash);
  });

  it('is in the operator’s hands too, for who has left every server', async () => {
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, DATABASE_URL: world.databaseUrl, PSEUDONYM_KEY: KEY };
    const tribunal = (...args: string[]) => spawnSync(process.execPath, [program, ...args], { env, encoding: 'utf8' });
    expect(await dumpOf(world.database)).toContain('whale');
    expect(tribunal('erase', '--user', 'Ben').stderr).toMatch(/an id of 15 to 21 digits/);
    // Without --yes it only says what would go.
    const would = tribunal('erase', '--user', world.id('Ben'));
    expect(would.stdout).toMatch(/Questions, with all answers: 1\.[\s\S]+Nothing was deleted[\s\S]+--yes/);
    expect(tribunal('erase', '--user', world.id('Ben'), '--yes').stdout).toMatch(
      /Questions deleted, with all answers: 1\./,
    );
    const after = await dumpOf(world.database);
    expect(['whale', world.id('Ben'), pseudonym(KEY, world.id('Ben'))].filter((word) => after.includes(word))).toEqual(
      [],
    );
    await person('Chloe').waitFor((m) => m.id !== '' && /were deleted/.test(textOf(m)));
    expect(tribunal('erase', '--server', world.discord.guildId).stdout).toMatch(/Nothing was deleted/);
    expect(tribunal('erase', '--server', world.discord.guildId, '--yes').stdout).toMatch(/all else of the server/);
    expect(await world.database.db.select().from(asks)).toEqual([]);
  }, 90_000);
});
