import { type APIMessage, MessageFlags } from 'discord-api-types/v10';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { block, unblock } from '../../db/repo/reports.ts';
import { resume, stop } from '../../db/repo/stops.ts';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { usage } from '../../db/schema/usage.ts';
import { pseudonym } from '../../src/privacy/pseudonym.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, filesOf, partsOf, textOf } from '../support/messages.ts';

const KEY = 'a key of the tests, long enough to be one';
const FILE = { file: { name: 'note.txt', type: 'text/plain', data: 'The tide turns at noon.' } };

let world: World;
const person = (name: string) => world.discord.as(world.id(name));
const mention = () => `<@${world.discord.applicationId}>`;
const isAlone = ({ flags }: APIMessage) => ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;
/** The bot's messages that everybody sees, including "thinking…". */
const publicly = () =>
  world.discord.messages(world.discord.channelId, world.id('Mira')).filter((m) => m.author.bot && !isAlone(m));
const settle = (change: Partial<typeof guildSettings.$inferInsert>) =>
  world.database.db
    .insert(guildSettings)
    .values({ guildId: world.discord.guildId, ...change })
    .onConflictDoUpdate({ target: guildSettings.guildId, set: change });
const hashOf = (name: string) => pseudonym(KEY, world.id(name));

/** A chat reply, a failed question and a member's message, whose buttons and menus others use. */
let chat: APIMessage;
let failed: APIMessage;
let said: string;

/** Every way in which Ben can ask. Each resolves with the refusal. */
const ways: Record<string, () => Promise<APIMessage>> = {
  '/ask': async () => (await person('Ben').slash('ask', { prompt: 'Why is Ben here?' }, { files: FILE })).response(),
  '/ask in private': async () =>
    (await person('Ben').slash('ask', { prompt: 'Why is Ben here?', private: true }, { files: FILE })).response(),
  'Judge this': async () => (await person('Ben').click(chat.id, 'Judge this')).response(),
  'Try again': async () => (await person('Ben').click(failed.id, 'Try again')).response(),
  'Ask the tribunal': async () => {
    const { modal } = await person('Ben').messageMenu('Ask the tribunal', said);
    if (!modal) throw new Error('no form was opened');
    return (await person('Ben').submitModal(modal, { question: 'Why is Ben here?' })).response();
  },
};

/** Each reason to refuse Ben: how it begins and ends, and what the bot says. */
const reasons: Record<string, { begin: () => Promise<unknown>; end: () => Promise<unknown>; says: RegExp }> = {
  blocked: {
    begin: () => block(world.database.db, world.discord.guildId, hashOf('Ben')),
    end: () => unblock(world.database.db, world.discord.guildId, hashOf('Ben')),
    says: /have blocked you from asking/,
  },
  'at the limit': {
    begin: async () => {
      await settle({ userAsks: 0 });
    },
    end: () => settle({ userAsks: null }),
    says: /reached the limit of \*\*0 questions a day/,
  },
  'on a server that has stopped': {
    begin: () => settle({ stopped: true }),
    end: () => settle({ stopped: null }),
    says: /have stopped questions/,
  },
  'where the operator has stopped': {
    begin: () => stop(world.database.db, 'We are moving.'),
    end: () => resume(world.database.db),
    says: /takes no questions for now\. We are moving/,
  },
  'in a channel for other things': {
    begin: () => settle({ channels: ['123456789012345678'] }),
    end: () => settle({ channels: null }),
    says: /not taken in this channel/,
  },
  'without the role': {
    begin: () => settle({ askRoles: [world.discord.roles.moderators.id] }),
    end: () => settle({ askRoles: null }),
    says: /members with one of these roles/,
  },
};

beforeAll(async () => {
  world = await startWorld({}, { candidateStatus: 400 });
  await person('Ada').slash('ask', { prompt: 'Why did it fail?' });
  failed = await person('Ada').waitFor((m) => buttonsOf(m).some(({ label }) => label === 'Try again'));
  world.models.mood.candidateStatus = 200;
  const asked = person('Ada').say(`${mention()} Why is the sky blue?`);
  chat = await person('Ada').waitFor(
    (m) => m.message_reference?.message_id === asked.id && buttonsOf(m).some(({ label }) => label === 'Judge this'),
  );
  said = person('Ada').say('Does pineapple belong on pizza?').id;
});
afterEach(() => world.discord.faults.mend());
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

describe('a question that is not taken', () => {
  it.each(Object.keys(reasons).flatMap((reason) => Object.keys(ways).map((way) => [way, reason] as const)))(
    'by %s, %s: is told to the person alone, with all that was typed',
    async (way, reason) => {
      const shown = publicly().map(({ id }) => id);
      const { begin, end, says } = reasons[reason] as (typeof reasons)[string];
      await begin();
      const requests = world.discord.requests.length;
      try {
        const told = await (ways[way] as () => Promise<APIMessage>)();
        expect(textOf(told)).toMatch(says);
        expect(isAlone(told)).toBe(true);
        // There was no public message, not even a short-lived placeholder.
        const sent = world.discord.requests.slice(requests).filter(({ ephemeral }) => ephemeral === false);
        expect(sent.map(({ path }) => path)).toEqual([]);
        expect(publicly().map(({ id }) => id)).toEqual(shown);
        if (way === 'Judge this' || way === 'Try again') return;
        expect(filesOf(told)).toEqual(['your-question.txt']);
        const [url = ''] = partsOf(told).flatMap(({ file }) => file?.url ?? []);
        expect(await (await fetch(url)).text()).toBe('Why is Ben here?');
        if (way.startsWith('/ask'))
          expect(textOf(told)).toMatch(/I did not keep `note\.txt`: please attach it once more/);
      } finally {
        await end();
        await world.database.db.delete(usage);
      }
    },
  );

  it('for a fault of what was typed or attached is told alone as well', async () => {
    const shown = publicly().length;
    const ask = async (options: Record<string, string | boolean>, file?: object) =>
      (await person('Ben').slash('ask', { prompt: 'Why?', ...options }, { unchecked: true, ...file })).response();
    const paper = { name: 'paper.pdf', type: 'application/pdf', data: new Uint8Array([0x25, 0x50, 0, 0xff]) };
    const wrong = await ask({}, { files: { file: paper } });
    expect(textOf(wrong)).toMatch(/^`paper\.pdf` is not a text file[^`]+-# What you typed/);
    const bad = await ask({ effort: 'endless' }, { files: FILE });
    expect(textOf(bad)).toMatch(/quick, standard or deep[\s\S]+did not keep `note\.txt`/);
    for (const one of [wrong, bad]) expect([isAlone(one), filesOf(one)]).toEqual([true, ['your-question.txt']]);
    expect(publicly()).toHaveLength(shown);
  });

  it('because people still vote on what it goes on from, or somebody was faster, is told alone', async () => {
    await person('Ben').slash('ask', { prompt: 'Which one?' });
    await person('Ben').waitFor((m) => buttonsOf(m).some(({ label }) => label === 'A is better'));
    const going = await (await person('Ben').slash('ask', { prompt: 'And now?', follow_up: true })).response();
    expect([textOf(going), isAlone(going)]).toEqual([expect.stringMatching(/give the judge’s pick away/), true]);
    const custom = buttonsOf(failed).find(({ label }) => label === 'Try again')?.custom_id ?? '';
    await person('Ben').click(failed.id, 'Try again');
    const late = await (await person('Chloe').click(failed.id, custom, { forged: true })).response();
    expect([textOf(late), isAlone(late)]).toEqual([expect.stringMatching(/asked again already/), true]);
    await world.database.db.delete(ballots);
    await world.database.db.delete(asks);
    const gone = await (await person('Chloe').click(chat.id, 'Judge this')).response();
    expect([textOf(gone), isAlone(gone)]).toEqual([expect.stringMatching(/no longer there/), true]);
  });
});

describe('where the database is slow', () => {
  it('a placeholder that was public is taken back, and the refusal told alone', async () => {
    await block(world.database.db, world.discord.guildId, hashOf('Ben'));
    const shown = publicly().map(({ id }) => id);
    const before = new Set(world.discord.messages(world.discord.channelId, world.id('Ben')).map(({ id }) => id));
    await world.database.db.transaction(async (tx) => {
      await tx.execute('lock table blocks in access exclusive mode');
      expect((await person('Ben').slash('ask', { prompt: 'Slow?' }, { files: FILE })).type).toBe(5);
      expect(publicly()).toHaveLength(shown.length + 1);
    });
    const told = await person('Ben').waitFor((m) => !before.has(m.id) && /have blocked you/.test(textOf(m)));
    expect([isAlone(told), filesOf(told)]).toEqual([true, ['your-question.txt']]);
    expect(textOf(told)).toMatch(/did not keep `note\.txt`/);
    expect(publicly().map(({ id }) => id)).toEqual(shown);
  });

  it('a refusal is not shown at all where Discord does not let the placeholder be taken back', async () => {
    const shown = publicly().length;
    await world.database.db.transaction(async (tx) => {
      await tx.execute('lock table blocks in access exclusive mode');
      await person('Ben').slash('ask', { prompt: 'Stuck?' });
      world.discord.faults.failRest(/messages\/(@|%40)original/, 403, 1);
    });
    await expect
      .poll(() => world.discord.requests.some(({ status, method }) => status === 403 && method === 'DELETE'))
      .toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(publicly()).toHaveLength(shown + 1);
    expect(publicly().map(textOf).join('\n')).not.toMatch(/blocked|Stuck/);
    await unblock(world.database.db, world.discord.guildId, hashOf('Ben'));
  });
});

describe('somebody who is blocked', () => {
  it('cannot have the bot write to all without end: neither by mentions nor by /agreement', async () => {
    await block(world.database.db, world.discord.guildId, hashOf('Dev'));
    const shown = publicly().length;
    const begun = world.discord.requests.length;
    for (let i = 0; i < 12; i++) person('Dev').say(`${mention()} ${['Hello?', '', 'x'.repeat(1900), 'Why?'][i % 4]}`);
    const told = await person('Dev').waitFor((m) => /cannot answer that now|Yes\?/.test(textOf(m)));
    // The answer reveals neither the reason, nor the question, nor a file.
    expect(textOf(told)).not.toMatch(/block|Hello/);
    expect(filesOf(told)).toEqual([]);
    for (let i = 0; i < 3; i++) {
      const view = await (await person('Dev').slash('agreement')).response();
      expect([textOf(view), isAlone(view)]).toEqual([expect.stringMatching(/You and the judge/), true]);
    }
    expect(isAlone(await (await person('Dev').click(told.id, 'vote:x', { forged: true })).response())).toBe(true);
    expect(publicly()).toHaveLength(shown + 1);
    const sent = world.discord.requests
      .slice(begun)
      .filter(({ method, path }) => method === 'POST' && /messages$/.test(path));
    expect(sent).toHaveLength(1);
    expect(await world.database.db.select().from(asks)).toEqual([]);
    // A person who is not blocked gets a public answer.
    expect(isAlone(await (await person('Ada').slash('agreement')).response())).toBe(false);
  });
});

describe('interactions over HTTP', () => {
  it('are refused alone as well', async () => {
    const http = await startWorld({ INTERACTIONS_PORT: '0' });
    try {
      await block(http.database.db, http.discord.guildId, pseudonym(KEY, http.id('Ben')));
      const asked = await http.discord.as(http.id('Ben')).slash('ask', { prompt: 'Why?' }, { files: FILE });
      const told = await asked.response();
      expect(textOf(told)).toMatch(/have blocked you[\s\S]+did not keep `note\.txt`/);
      expect(isAlone(told)).toBe(true);
      expect(http.discord.messages(http.discord.channelId, http.id('Mira'))).toEqual([]);
    } finally {
      await http.close();
    }
  });
});
