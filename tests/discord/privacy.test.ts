import { desc } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertCandidate } from '../../db/repo/candidates.ts';
import { asks } from '../../db/schema/asks.ts';
import { consents } from '../../db/schema/consents.ts';
import { usage } from '../../db/schema/usage.ts';
import { votes } from '../../db/schema/votes.ts';
import { pseudonym } from '../../src/policy/pseudonym.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, filesOf, textOf } from '../support/messages.ts';
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
    // What others asked stays, and what it cost stays without a name.
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
    // What a worker has in its hands at that moment comes too late.
    const late = { askId, slot: 3, model: 'm', style: 's', state: 'done', text: 'A late walrus.' } as const;
    await insertCandidate(world.database.db, late);
    const after = await dumpOf(world.database);
    expect(after).not.toContain('walrus');
    expect(after).not.toContain(pseudonym(KEY, world.id('Chloe')));
  });
});
