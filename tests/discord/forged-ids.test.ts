import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parts } from '../../commands/index.ts';
import { insertAsk } from '../../db/repo/asks.ts';
import { deleteAsk } from '../../db/repo/erase.ts';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { reports } from '../../db/schema/reports.ts';
import { votes } from '../../db/schema/votes.ts';
import { pseudonym } from '../../src/privacy/pseudonym.ts';
import { startWorld, type World } from '../support/bot.ts';
import { fullAsk } from '../support/full-ask.ts';
import { textOf } from '../support/messages.ts';
import { dumpOf } from '../support/scan.ts';
import { askRow } from '../support/snapshots.ts';

const KEY = 'a key of the tests, long enough to be one';
/** Every text of every ask here contains this word. */
const WORD = 'quokka';

/** An ask that Ben must not reach from his channel, with its ballot and report. */
interface Target {
  askId: string;
  ballotId: string;
  reportId: string;
}
const kinds = ['private', 'hidden', 'elsewhere', 'other server', 'erased', 'never there', 'malformed'] as const;
type Kind = (typeof kinds)[number];

let world: World;
/** `here` is a message of the bot on which Ben clicks. `said` is a message of his own. */
let here: string;
let said: string;
const targets = {} as Record<Kind, Target>;
const person = (name: string) => world.discord.as(world.id(name));
const hashOf = (name: string) => pseudonym(KEY, world.id(name));

async function target(change: Parameters<typeof fullAsk>[2]): Promise<Target> {
  const { db } = world.database;
  const { guildId, channelId } = world.discord;
  const askId = await fullAsk(world.database, WORD, {
    ...{ guildId, channelId, askerHash: hashOf('Ada'), settings: askRow().settings, ...change },
  });
  const [ballot] = await db.select().from(ballots).where(eq(ballots.askId, askId));
  const ballotId = ballot?.id ?? '';
  // Ben voted while he could still see the ballot.
  await db.insert(votes).values({
    ...{ ballotId, interactionId: randomUUID(), voterHash: hashOf('Ben'), choice: 'tie', blind: true, flags: [] },
  });
  // A report as an earlier version accepted it from a forged click.
  const [report] = await db
    .insert(reports)
    .values({ askId, guildId: change?.guildId ?? guildId, reporterHash: hashOf('Chloe'), reason: 'other', words: WORD })
    .returning();
  return { askId, ballotId, reportId: report?.id ?? '' };
}

beforeAll(async () => {
  // Everybody sees both channels.
  world = await startWorld({}, {}, { channelNames: ['ask-tribunal', 'elsewhere'] });
  const { db } = world.database;
  const [, second = ''] = world.discord.channels.map(({ id }) => id);
  here = (await (await person('Ben').slash('agreement')).response()).id;
  said = person('Ben').say('Hello.').id;
  await db.insert(guildSettings).values({ guildId: world.discord.guildId, membersMaySeeWhy: true });
  targets.private = await target({ private: true });
  targets.hidden = await target({ hiddenAt: new Date() });
  targets.elsewhere = await target({ channelId: second });
  targets['other server'] = await target({ guildId: '999999999999999999', channelId: '888888888888888888' });
  targets.erased = await target({});
  await db.transaction((tx) => deleteAsk(tx, targets.erased.askId));
  targets['never there'] = { askId: randomUUID(), ballotId: randomUUID(), reportId: randomUUID() };
  targets.malformed = { askId: `${randomUUID()}'--`, ballotId: 'x', reportId: '../..' };
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

/** A forged interaction: what is pressed, by whom, and how the bot must refuse it. */
interface Press {
  kind: 'button' | 'menu' | 'form';
  id: (target: Target) => string;
  by?: 'Mira';
  values?: Record<string, string | string[]>;
  says: RegExp;
  /** Targets that are allowed: moderators see hidden asks, and asks in all channels of their server. */
  open?: readonly Kind[];
  before?: (target: Target) => Promise<unknown>;
}
const closed = async ({ ballotId, askId }: Target) => {
  await world.database.db.update(ballots).set({ closedAt: new Date() }).where(eq(ballots.id, ballotId));
  await world.database.db.update(asks).set({ state: 'closed', failure: null }).where(eq(asks.id, askId));
};
const failed = ({ askId }: Target) =>
  world.database.db.update(asks).set({ state: 'failed', failure: 'internal' }).where(eq(asks.id, askId));
const isUuid = (id: string) => /^[0-9a-f-]{36}$/.test(id);
const onlyReal =
  (before: (target: Target) => Promise<unknown>) =>
  async (target: Target): Promise<void> => {
    if (isUuid(target.askId)) await before(target);
  };
const noVote = /no vote that I know|do not know this button/;
const gone = /no longer there|do not know this button/;

const presses: Readonly<Record<string, Press>> = {
  'button vote': { kind: 'button', id: ({ ballotId }) => `vote:${ballotId}:a`, says: noVote },
  'menu best': { kind: 'menu', id: ({ ballotId }) => `best:${ballotId}`, says: noVote },
  'button peek': { kind: 'button', id: ({ ballotId }) => `peek:${ballotId}`, says: noVote },
  'button compare': { kind: 'button', id: ({ ballotId }) => `compare:${ballotId}`, says: noVote },
  'form reason': {
    kind: 'form',
    id: ({ ballotId }) => `reason:${ballotId}`,
    values: { decisive: [], text: 'because' },
    says: /no vote of yours here|do not know this button/,
  },
  'button why': {
    kind: 'button',
    id: ({ askId }) => `why:${askId}`,
    says: /no question that I know here|do not know this button/,
    before: onlyReal(closed),
  },
  'button close-now': {
    kind: 'button',
    id: ({ ballotId }) => `close-now:${ballotId}:do`,
    by: 'Mira',
    says: /Nobody votes on this message|do not know this button/,
  },
  'button judge-this': { kind: 'button', id: ({ askId }) => `judge-this:${askId}`, says: gone },
  'button try-again': {
    kind: 'button',
    id: ({ askId }) => `try-again:${askId}`,
    says: gone,
    before: onlyReal(failed),
  },
  'form report': {
    kind: 'form',
    id: ({ askId }) => `report:${askId}`,
    values: { reason: 'other', words: 'look' },
    says: gone,
    before: onlyReal(closed),
  },
  'button reasoning': {
    kind: 'button',
    id: ({ askId }) => `reasoning:${askId}:0`,
    by: 'Mira',
    says: /know no question of this server|do not know this button/,
    open: ['hidden', 'elsewhere'],
  },
  'button case': {
    kind: 'button',
    id: ({ askId }) => `case:differ:30:all:${askId}`,
    by: 'Mira',
    says: /know no such case|do not know this button/,
    // Too few people voted on all of these.
    before: onlyReal(closed),
  },
  'button case-reasoning': {
    kind: 'button',
    id: ({ askId }) => `case-reasoning:${askId}:0`,
    by: 'Mira',
    says: /know no question of this server|do not know this button/,
    open: ['hidden', 'elsewhere'],
  },
  'button moderate': {
    kind: 'button',
    id: ({ reportId }) => `moderate:${reportId}:dismiss`,
    by: 'Mira',
    says: /This report is closed|do not know this button/,
    open: ['hidden', 'elsewhere'],
  },
};

/**
 * Families whose custom_ids name no ask, ballot or report.
 * They only open a modal, or act on the person who presses and on the server.
 */
const nameless = [
  'button reason',
  'button report',
  'form ask',
  'button cases',
  'menu cases-of',
  // Its value is what names an ask: tests/discord/disagreements.test.ts.
  'menu open-case',
  'button privacy',
  // It lists what the moderator may see: tests/discord/reports.test.ts.
  'button reports',
  'button settings',
  'menu setting',
  'button switch',
  'button settings-form',
  'form settings-form',
  // They name a judge, a version, a comparison: tests/discord/judge-panel.test.ts.
  'button rules',
  'button rules-again',
  'form rules',
  'button judge',
  'button challenge',
  'form challenge',
  'button setup',
  'menu setup-channel',
  'button first-question',
];

async function send({ kind, id, by, values }: Press, to: Target): Promise<string> {
  const who = person(by ?? 'Ben');
  if (kind === 'button') return textOf(await (await who.click(here, id(to), { forged: true })).response());
  if (kind === 'menu') return textOf(await (await who.select(here, id(to), ['a'], { forged: true })).response());
  const family = id(to).split(':')[0];
  const { modal } = await who.click(here, `${family}:${randomUUID()}`, { forged: true });
  if (!modal) throw new Error('no form was opened');
  const forged = { ...modal, data: { ...modal.data, custom_id: id(to) } };
  return textOf(await (await who.submitModal(forged, values ?? {}, { unchecked: true })).response());
}

describe('every family of custom_ids', () => {
  it('is in this test: somebody has to say what a forged one reaches', () => {
    const all = parts.map(({ kind, family }) => `${kind} ${family}`);
    expect(all.sort()).toEqual([...Object.keys(presses), ...nameless].sort());
  });

  it.each(Object.keys(presses).flatMap((family) => kinds.map((kind) => [family, kind] as const)))(
    '%s reaches nothing that is %s',
    async (family, kind) => {
      const press = presses[family] as Press;
      await press.before?.(targets[kind]);
      const before = await dumpOf(world.database, 'public');
      const told = await send(press, targets[kind]);
      if (press.open?.includes(kind)) return expect(told).toContain(WORD);
      expect(told).toMatch(press.says);
      expect(told).not.toContain(WORD);
      expect(await dumpOf(world.database, 'public')).toBe(before);
    },
  );
});

describe('what names an ask in another way', () => {
  it('the option of /reasoning, and what it offers', async () => {
    for (const kind of kinds) {
      const { askId } = targets[kind];
      const asked = person('Mira').slash('reasoning', { ask: askId }, { unchecked: true });
      const said = textOf(await (await asked).response());
      expect(said.includes(WORD), kind).toBe(kind === 'hidden' || kind === 'elsewhere');
    }
    const offered = await person('Mira').autocomplete('reasoning', { ask: WORD }, 'ask');
    const theirs = [targets.hidden.askId, targets.elsewhere.askId];
    expect(offered.map(({ value }) => String(value)).sort()).toEqual(theirs.sort());
    // The reachable reports are dismissed by now. The others do not belong to this server.
    expect(textOf(await (await person('Mira').slash('reports')).response())).toMatch(/No open reports/);
  });

  it('a message: in its menu, as an answer that is replied to, and as where a question is taken from', async () => {
    const { db } = world.database;
    for (const kind of ['private', 'hidden', 'elsewhere', 'other server'] as const) {
      const { askId } = targets[kind];
      const message = person('Ben').say(`a message for ${kind}`);
      await db
        .update(asks)
        .set({ messageId: message.id, state: 'closed', failure: null, voting: 'open' })
        .where(eq(asks.id, askId));
      const menu = await person('Mira').messageMenu('Judge’s reasoning', message.id);
      expect(textOf(await menu.response()).includes(WORD), kind).toBe(kind === 'hidden' || kind === 'elsewhere');
      // Ben replies to it, and the new ask takes nothing from it.
      const prompt = `and on from ${kind}?`;
      const said = person('Ben').say(`<@${world.discord.applicationId}> ${prompt}`, { replyTo: message.id });
      await person('Ben').waitFor((m) => m.author.bot === true && m.message_reference?.message_id === said.id);
      const [goesOn] = (await db.select().from(asks)).filter(({ prompt: asked }) => asked.startsWith(prompt));
      expect([goesOn?.parentId, goesOn?.wordsOf], kind).toEqual([null, []]);
      const { modal } = await person('Ben').messageMenu('Ask the tribunal', message.id);
      if (!modal) throw new Error('no form was opened');
      const custom_id = `ask:${message.id}:${world.discord.applicationId}`;
      const taken = await person('Ben').submitModal(
        { ...modal, data: { ...modal.data, custom_id } },
        { question: `taken from ${kind}` },
        { unchecked: true },
      );
      expect(textOf(await taken.response()), kind).toMatch(/no longer there/);
      expect(
        await db
          .select()
          .from(asks)
          .where(eq(asks.prompt, `taken from ${kind}`)),
      ).toEqual([]);
    }
    const asked = JSON.stringify(world.models.requests);
    expect(asked).not.toContain(WORD);
  });

  it('a form of Ask the tribunal that names nobody, or what is no id', async () => {
    for (const [custom_id, taken] of [
      ['ask', true],
      [`ask:${said}:${world.id('Ada')}`, true],
      [`ask:${said}:${world.discord.applicationId}`, false],
      ['ask:1:2', false],
      [`ask:${said}`, false],
      [`ask:${said}:${world.id('Ada')}:x`, false],
    ] as const) {
      const { modal } = await person('Ben').messageMenu('Ask the tribunal', said);
      if (!modal) throw new Error('no form was opened');
      const question = `by ${custom_id}`;
      const forged = { ...modal, data: { ...modal.data, custom_id } };
      const answer = await (await person('Ben').submitModal(forged, { question }, { unchecked: true })).response();
      const [row] = await world.database.db.select().from(asks).where(eq(asks.prompt, question));
      expect(row !== undefined, custom_id).toBe(taken);
      expect(row?.promptBy ?? null, custom_id).toBe(custom_id.endsWith(world.id('Ada')) ? hashOf('Ada') : null);
      // The question is refused, and its text is given back.
      if (!taken) expect(textOf(answer)).toMatch(/(do not know this button|message of mine)[\s\S]+nothing is lost/);
    }
  });
});

describe('what acts on whoever presses', () => {
  it('shows nobody else’s data, and no other manager’s draft', async () => {
    await insertAsk(world.database.db, {
      ...askRow(),
      id: randomUUID(),
      interactionId: 'ada',
      askerHash: hashOf('Ada'),
      prompt: WORD,
    });
    for (const act of ['panel', 'mine', 'delete']) {
      const view = await (await person('Dev').click(here, `privacy:${act}`, { forged: true })).response();
      expect(textOf(view)).not.toContain(WORD);
    }
    world.discord.addMember({ name: 'Gil', more: 32n });
    await (await person('Mira').click(here, 'switch:stopped:on', { forged: true })).response();
    for (const act of ['show', 'save', 'discard']) {
      const panel = await (await person('Gil').click(here, `settings:${act}:asking`, { forged: true })).response();
      expect(textOf(panel), act).not.toMatch(/Not saved yet|Saved\*\*/);
    }
    const own = await (await person('Mira').click(here, 'settings:show:asking', { forged: true })).response();
    expect(textOf(own)).toMatch(/Not saved yet/);
  });
});
