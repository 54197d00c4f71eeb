import { PermissionFlagsBits } from 'discord.js';
import { type APIMessage, type APISelectMenuComponent, ComponentType, OverwriteType } from 'discord-api-types/v10';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { audit } from '../../db/schema/audit.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { comparisons } from '../../db/schema/comparisons.ts';
import { votes } from '../../db/schema/votes.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, filesOf, partsOf, textOf } from '../support/messages.ts';
import { decide, seedAsk, uuid, type Voted } from '../support/research.ts';
import { askRow } from '../support/snapshots.ts';

let world: World;
let db: World['database']['db'];
const person = (name: string) => world.discord.as(world.id(name));
const base = Date.now();

/** People's choices on one question, such as `oop`: twice the other answer, once the pick. */
const cast = (choices: string): Voted[] =>
  [...choices].map((one, i) => ({
    voter: `v${i}`,
    choice: one === 'p' ? 'pick' : one === 'o' ? 'other' : one === 't' ? 'tie' : 'both_bad',
  }));

/** Stores a question with its closed duel. Later numbers were asked earlier. */
async function stored(n: number, prompt: string, choices: string, change: Partial<typeof asks.$inferInsert> = {}) {
  const { guildId, channelId } = world.discord;
  return seedAsk(db, n, {
    ask: { guildId, channelId, prompt, createdAt: new Date(base - n * 60_000), closedAt: new Date(base), ...change },
    votes: cast(choices),
    texts: [`zero of ${n}`, `The **pick** of ${n}`, `The other of ${n}`],
  });
}

const menusOf = (message: APIMessage) =>
  partsOf(message).filter(({ type }) => type === ComponentType.StringSelect) as unknown as (APISelectMenuComponent & {
    options: { value: string; label: string; description?: string; default?: boolean }[];
  })[];
const list = async (name = 'Mira', options = {}) => (await person(name).slash('disagreements', options)).response();
async function choose(message: APIMessage, which: 0 | 1, value: string, how?: { forged?: boolean }) {
  const menu = menusOf(message)[which];
  return (await person('Mira').select(message.id, menu?.custom_id ?? '', [value], how)).response();
}
const open = async (n: number) => choose(await list(), 1, uuid(1, n));

beforeAll(async () => {
  world = await startWorld({}, {}, { channelNames: ['ask-tribunal', 'board'] });
  db = world.database.db;
  world.discord.addMember({ name: 'Moni', locale: 'de', moderator: true });
  await stored(1, 'Is the earth ||spoiled|| flat?', 'ooo', { pBeats: [0.8, 1, 0.6] });
  await stored(2, 'Why is the **sky** blue?', 'ooooooop', { pBeats: [0.8, 1, 0.9], messageId: '123456789012345678' });
  await stored(3, 'Who was right?', 'pppo');
  await stored(4, 'Which one?', 'ppoo');
  await stored(5, 'Neither?', 'bbbo');
  await stored(6, 'Too few?', 'oo');
  await stored(7, 'A secret?', 'oooo', { private: true });
  await stored(8, 'Still open?', 'oooo', { state: 'voting' });
  await db
    .update(ballots)
    .set({ closedAt: null })
    .where(eq(ballots.id, uuid(2, 8)));
  await stored(9, 'On another server?', 'oooo', { guildId: '999999999999999999' });
  await stored(10, 'Long ago?', 'oooo', { createdAt: new Date(base - 40 * 86_400_000) });
  await stored(11, 'Among all?', 'oooo', { voting: 'ballot' });
  await db
    .update(ballots)
    .set({ kind: 'ballot', shown: [2, 1, 0] })
    .where(eq(ballots.id, uuid(2, 11)));
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

describe('/disagreements', () => {
  it('lists the closed questions where most people preferred the other answer, those first that differ most', async () => {
    const said = textOf(await list());
    expect(said).toMatch(/\*\*1\.\*\* Why is the \\\*\\\*sky[\s\S]+judge 90 % for its pick · pick 1 : 7 other/);
    expect(said).toMatch(/\*\*2\.\*\* Is the earth \\\(spoiler\\\) flat/);
    expect(said).not.toMatch(/spoiled|right|Which|Neither|Too few|secret|open\?|another server|Long ago|Among all/);
    expect(said).toMatch(/1–2 of 2/);
  });

  it('has the other kinds behind a menu, with how many there are of each', async () => {
    const first = await list();
    const [kinds] = menusOf(first);
    expect(kinds?.options.map(({ label }) => label)).toEqual([
      'People preferred the other answer (2)',
      'People were split (1)',
      'People found both bad (1)',
      'People agreed with the pick (1)',
    ]);
    for (const [kind, prompt] of [
      ['split', 'Which one?'],
      ['both-bad', 'Neither?'],
      ['agree', 'Who was right?'],
    ] as const) {
      const shown = await choose(first, 0, kind);
      expect(textOf(shown)).toContain(prompt);
      expect(textOf(shown)).toMatch(/1–1 of 1/);
    }
  });

  it('looks back as far as it is told, for one judge if it is told so', async () => {
    expect(textOf(await list('Mira', { days: 60 }))).toContain('Long ago?');
    await db
      .update(asks)
      .set({ settings: { ...askRow().settings, judgeModel: 'hf:b@http://x:1/v1' } })
      .where(eq(asks.id, uuid(1, 1)));
    const offered = await person('Mira').autocomplete('disagreements', { judge: '' }, 'judge');
    const ofB = offered.find(({ name }) => name === 'b');
    const message = await list('Mira', { judge: String(ofB?.value) });
    expect(textOf(message)).toMatch(/judge `b`[\s\S]+earth/);
    expect(textOf(message)).not.toContain('sky');
    // The pages and cases keep to that judge.
    const again = await choose(await choose(message, 0, 'agree'), 0, 'differ');
    expect(textOf(again)).toMatch(/judge `b`[\s\S]+1–1 of 1/);
    expect(textOf(await list('Mira', { judge: 'hf:nobody' }))).toContain('There is no such case.');
    // The name of a jury is longer than a choice may be.
    const jury = `round-robin:${['a', 'b', 'c'].map((name) => `hf:${name.repeat(30)}@http://x:1/v1`).join(',')}`;
    await db
      .update(asks)
      .set({ settings: { ...askRow().settings, judgeModel: jury } })
      .where(eq(asks.id, uuid(1, 1)));
    const all = await person('Mira').autocomplete('disagreements', { judge: '' }, 'judge');
    const ofJury = all.find(({ name }) => name.startsWith('aaaa'));
    expect(ofJury?.name).toMatch(/^a{30} \+ b{30} \+ c{30}$/);
    expect(String(ofJury?.value)).toHaveLength(100);
    expect(textOf(await list('Mira', { judge: String(ofJury?.value) }))).toMatch(/judge `a{30} \+ b{30}[\s\S]+earth/);
  });

  it('has pages', async () => {
    for (let n = 50; n < 60; n++) await stored(n, `Number ${n}?`, 'pppp');
    const first = await choose(await list(), 0, 'agree');
    expect(textOf(first)).toMatch(/1–6 of 11/);
    const second = await (await person('Mira').click(first.id, 'Next')).response();
    expect(textOf(second)).toMatch(/\*\*7\.\*\* Number 55\?[\s\S]+7–11 of 11/);
    const back = await (await person('Mira').click(second.id, 'Previous')).response();
    expect(textOf(back)).toMatch(/1–6 of 11/);
    for (let n = 50; n < 60; n++) await db.delete(asks).where(eq(asks.id, uuid(1, n)));
  });

  it('speaks German to whoever reads German', async () => {
    const message = await list('Moni');
    expect(textOf(message)).toMatch(/Wo die Leute und der Richter auseinandergehen[\s\S]+Richter 90 % für seine Wahl/);
    const opened = await person('Moni').select(message.id, menusOf(message)[1]?.custom_id ?? '', [uuid(1, 2)]);
    expect(textOf(await opened.response())).toMatch(/Was die Leute vorzogen[\s\S]+In den Worten des Richters/);
  });
});

describe('a case', () => {
  it('shows both answers and who wrote them, the votes, how sure the judge was, and what it said', async () => {
    await db
      .update(comparisons)
      .set({
        verdict: 'second',
        reasoning: 'Overall Assistant 2 is better because Assistant 1 misses the **point** of it all.',
      })
      .where(eq(comparisons.askId, uuid(1, 2)));
    const said = textOf(await open(2));
    expect(said).toMatch(
      /People preferred the other answer[\s\S]+go to the answer\]\(https:\/\/discord\.com\/channels\/\d+\/\d+\/123456789012345678/,
    );
    expect(said).toMatch(/The judge’s pick\n-# written by `model-1`\nThe \*\*pick\*\* of 2/);
    expect(said).toMatch(/What people preferred\n-# written by `model-2`\nThe other of 2/);
    expect(said).toMatch(/put the chance that people prefer its pick at \*\*90 %\*\*/);
    expect(said).toMatch(
      /Pick +█+ +1[\s\S]+Other +█+ +7[\s\S]+8 votes that count[\s\S]+upper end of their 95 % range, people stand 43 points below/,
    );
    expect(said).toMatch(
      /Pick shown first: the other answer is better\n> Overall the other answer is better because the pick misses/,
    );
    expect(said).toMatch(
      /Pick shown second: the pick is better\n> Overall the pick is better because the other answer misses/,
    );
    expect(said).toContain('Nobody said why.');
    const [read] = await db
      .select()
      .from(audit)
      .where(sql`details ->> 'askId' = ${uuid(1, 2)}`);
    expect(read).toMatchObject({ action: 'reasoning-read', guildId: world.discord.guildId });
  });

  it('tells why people voted, and in their own words only of those who take part in research', async () => {
    const long = `Because ${'it is so. '.repeat(60)}`;
    const say = (n: number, reasons: string[], reasonText: string | null) =>
      db
        .update(votes)
        .set({ reasons, reasonText })
        .where(eq(votes.id, uuid(3, 2000 + n)));
    await say(0, ['correct', 'clear'], 'It is ||hidden|| *Rayleigh*.');
    await say(1, ['correct'], 'SECRET WORDS');
    await say(2, [], long);
    await say(7, ['style', 'made up'], null);
    for (const voter of ['v0', 'v2']) await decide(db, voter, 'given', new Date());
    const message = await open(2);
    const said = textOf(message);
    expect(said).toMatch(/Why people chose the other answer\*\*: Correct\u00a0×\u00a02, Clear\u00a0×\u00a01/);
    expect(said).toMatch(/Why people chose the pick\*\*: Style\u00a0×\u00a01/);
    expect(said).toContain('It is \\(spoiler\\) \\*Rayleigh\\*.');
    expect(said).not.toMatch(/SECRET|hidden|made up|v0/);
    expect(filesOf(message)).toEqual(['why.md']);
  });

  it('keeps to what fits, and attaches the whole of long answers', async () => {
    const whole = `\`\`\`js\n${'let x = 1; // ‘’\n'.repeat(400)}\`\`\``;
    await db
      .update(candidates)
      .set({ text: whole })
      .where(eq(candidates.askId, uuid(1, 2)));
    const message = await open(2);
    expect(textOf(message).length).toBeLessThanOrEqual(4000);
    expect(filesOf(message).sort()).toEqual(['other.md', 'pick.md', 'why.md']);
  });

  it('leads to the next one, back to the list, and to the whole reasoning in a message of its own', async () => {
    const message = await open(2);
    const next = await (await person('Mira').click(message.id, 'Next')).response();
    expect(textOf(next)).toMatch(/flat\?/);
    expect(buttonsOf(next).find(({ label }) => label === 'Next')?.disabled).toBe(true);
    const reasoning = await (await person('Mira').click(next.id, 'The whole reasoning')).response();
    expect(reasoning.id).not.toBe(next.id);
    expect(textOf(reasoning)).toMatch(/Match 1 of 1: Candidate 2 against Candidate 3/);
    const back = await (await person('Mira').click(next.id, 'To the list')).response();
    expect(textOf(back)).toMatch(/1–2 of 2/);
  });

  it('says that its texts are no longer kept, or that one cannot be read', async () => {
    await stored(20, 'gone', 'oooo', { purgedAt: new Date() });
    await db
      .update(asks)
      .set({ prompt: '' })
      .where(eq(asks.id, uuid(1, 20)));
    await db
      .update(candidates)
      .set({ text: '' })
      .where(eq(candidates.askId, uuid(1, 20)));
    await db
      .update(comparisons)
      .set({ reasoning: '', answer: '' })
      .where(eq(comparisons.askId, uuid(1, 20)));
    expect(textOf(await list())).toContain('*This text is no longer kept.*');
    const said = textOf(await open(20));
    expect(said.match(/This text is no longer kept/g)?.length).toBeGreaterThanOrEqual(3);
    expect(said).toMatch(/in their own words is no longer kept/);
    expect(said).toMatch(/Other +█+ +4/);
    await db.execute(sql`update asks set prompt = 'enc1.deadbeef.AAAA', purged_at = null where id = ${uuid(1, 20)}`);
    expect(textOf(await list())).toContain('cannot be read');
    expect(textOf(await open(20))).toContain('cannot be read');
    await db.delete(asks).where(eq(asks.id, uuid(1, 20)));
  });

  it('cannot be opened of what is open, private, elsewhere, deleted, or no id at all', async () => {
    const message = await list();
    const entries = await db.select().from(audit);
    for (const value of [...[6, 7, 8, 9, 11, 20].map((n) => uuid(1, n)), "'; drop table asks; --", '', uuid(9, 9)]) {
      const answer = await choose(await list(), 1, value, { forged: true });
      expect(textOf(answer), value).toMatch(/I know no such case here/);
    }
    for (const id of [`case:differ:30:all:${uuid(1, 8)}`, `case:agree:999:deadbeef:${uuid(1, 7)}`]) {
      const answer = await (await person('Mira').click(message.id, id, { forged: true })).response();
      expect(textOf(answer), id).toMatch(/I know no such case here/);
    }
    expect(await db.select().from(audit)).toEqual(entries);
  });

  it('of a channel that a moderator does not see is not listed, counted or opened', async () => {
    const { everyone } = world.discord.roles;
    const board = world.discord.addChannel({
      name: 'staff only',
      permission_overwrites: [
        { id: everyone.id, type: OverwriteType.Role, allow: '0', deny: `${PermissionFlagsBits.ViewChannel}` },
      ],
    });
    await stored(30, 'Asked among the board?', 'oooooo', { channelId: board.id });
    await stored(31, 'Asked among adults?', 'oooooo', {
      settings: { ...askRow().settings, ageRestricted: true },
      channelId: world.discord.channels[1]?.id ?? '',
    });
    // The permissions are cached for some seconds.
    await expect.poll(async () => textOf(await list()), { timeout: 20_000, interval: 2000 }).toMatch(/1–2 of 2/);
    const message = await list();
    expect(textOf(message)).not.toMatch(/board\?|adults/);
    for (const n of [30, 31])
      expect(textOf(await choose(message, 1, uuid(1, n), { forged: true }))).toMatch(/I know no such case here/);
  });
});
