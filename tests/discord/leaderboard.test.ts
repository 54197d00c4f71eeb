import { type APIMessage, MessageFlags } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { block, unblock } from '../../db/repo/reports.ts';
import { pseudonym } from '../../src/privacy/pseudonym.ts';
import { startWorld, type World } from '../support/bot.ts';
import { fillCommunity } from '../support/community.ts';
import { textOf } from '../support/messages.ts';

const KEY = 'a key of the tests, long enough to be one';
let world: World;
const person = (name: string) => world.discord.as(world.id(name));
const hashOf = (name: string) => pseudonym(KEY, world.id(name));
const isAlone = ({ flags }: APIMessage) => ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;
const board = async (name: string, options: Record<string, number> = {}) =>
  (await person(name).slash('leaderboard', options)).response();
const mine = async (name: string) => textOf(await (await person(name).slash('my-votes')).response());

beforeAll(async () => {
  world = await startWorld();
  world.discord.addMember({ name: 'Anna', locale: 'de' });
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

describe('where nobody has voted yet', () => {
  it('both say that there is not enough data', async () => {
    expect(textOf(await board('Ben'))).toMatch(/Whose answers you prefer, the last 90 days[\s\S]+Not enough data yet/);
    expect(await mine('Ben')).toContain('None of your votes counts yet');
    expect(
      textOf(await (await person('Ben').slash('leaderboard', { days: 0 }, { unchecked: true })).response()),
    ).toMatch(/365/);
  });
});

describe('where a community has voted', () => {
  beforeAll(async () => {
    const { sql } = world.database;
    await fillCommunity(world.database, { questions: 40, voters: 5, agreePercent: 70 });
    await sql`update asks set guild_id = ${world.discord.guildId}`;
    await sql`update ballots set closed_at = now() - interval '2 days'`;
    await sql`update votes set voter_hash = ${hashOf('Ben')} where voter_hash = 'voter 0'`;
  });

  it('the leaderboard has shares with ranges, places and a picture', async () => {
    const reply = await board('Ben', { days: 7 });
    const said = textOf(reply);
    expect(isAlone(reply)).toBe(false);
    expect(said).toContain('`writer-0` is ahead of all others.');
    expect(said).toMatch(
      /\*\*1\*\* `writer-0`: \*\*\d+ % \(\d+ % to \d+ %\)\*\*, judge 100 % \(\d+ % to 100 %\) · 200 votes on 40 questions/,
    );
    expect(said).toMatch(/\*\*2\*\* `writer-1`/);
    expect(JSON.stringify(reply.components)).toContain('leaderboard.png');
    expect(JSON.stringify(reply.components)).toContain('place 1 writer-0, people');
    expect(textOf(await board('Ben', { days: 1 }))).toContain('Not enough data yet');
  });

  it('a blocked member reads it alone, in their own language', async () => {
    await block(world.database.db, world.discord.guildId, hashOf('Anna'));
    const reply = await board('Anna');
    expect([isAlone(reply), textOf(reply)]).toEqual([true, expect.stringContaining('Wessen Antworten ihr vorzieht')]);
    await unblock(world.database.db, world.discord.guildId, hashOf('Anna'));
  });

  it('each voter has a card of their own, for them alone', async () => {
    const { sql } = world.database;
    const [count] = await sql<{ pick: number }[]>`
      select count(*) filter (where slot = 0)::int as pick from votes where voter_hash = ${hashOf('Ben')}`;
    const reply = await (await person('Ben').slash('my-votes')).response();
    expect(isAlone(reply)).toBe(true);
    expect(textOf(reply)).toContain(`**With the judge:** ${count!.pick} of 40, `);
    expect(textOf(reply)).toMatch(/\*\*With the others:\*\* \d+ of \d+, /);
    expect(textOf(reply)).toContain(`\`writer-0\`: ${count!.pick} of 40, `);
    expect(await mine('Ada')).toContain('None of your votes counts yet');
  });

  it('neither knows anything of an open ballot, nor of votes that do not count', async () => {
    const { sql } = world.database;
    const before = [textOf(await board('Ben')), await mine('Ben')];
    const opened = await sql`
      update ballots set closed_at = null where id in (select id from ballots order by id limit 10) returning id`;
    const fewer = [textOf(await board('Ben')), await mine('Ben')];
    expect(fewer[0]).toContain('on 30 questions');
    expect(fewer[1]).toContain('30 votes of yours count');
    expect(fewer[1]).not.toContain('more question');
    await sql`update votes set slot = 1 - slot where ballot_id = any(${opened.map(({ id }) => id as string)}::uuid[])`;
    expect([textOf(await board('Ben')), await mine('Ben')]).toEqual(fewer);
    await sql`update votes set slot = 1 - slot where ballot_id = any(${opened.map(({ id }) => id as string)}::uuid[])`;
    await sql`update ballots set closed_at = now() - interval '2 days' where closed_at is null`;
    expect([textOf(await board('Ben')), await mine('Ben')]).toEqual(before);
    await sql`update votes set blind = false where ballot_id = any(${opened.map(({ id }) => id as string)}::uuid[])`;
    expect(await mine('Ben')).toMatch(/30 votes of yours count[\s\S]+On 10 more questions/);
    expect(textOf(await board('Ben'))).toContain('on 30 questions');
  });

  it('the others’ majority needs three of them on the same question', async () => {
    const { sql } = world.database;
    await sql`delete from votes where voter_hash in ('voter 1', 'voter 2')`;
    expect(await mine('Ben')).toContain('no question yet on which at least 3 others voted');
  });
});
