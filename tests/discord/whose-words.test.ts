import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type APIMessage, MessageFlags } from 'discord-api-types/v10';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertChallengerComparison } from '../../db/repo/challenger-comparisons.ts';
import { insertShadow } from '../../db/repo/shadow-comparisons.ts';
import { asks, type asks as askTable } from '../../db/schema/asks.ts';
import { comparisons } from '../../db/schema/comparisons.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { votes } from '../../db/schema/votes.ts';
import { decide } from '../../src/privacy/consent.ts';
import { exportPerson } from '../../src/privacy/personal-export.ts';
import { pseudonym } from '../../src/privacy/pseudonym.ts';
import { runExport } from '../../src/research/export/run.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, partsOf, textOf } from '../support/messages.ts';
import { dumpOf, tablesWith } from '../support/scan.ts';

const KEY = 'a key of the tests, long enough to be one';

/** Each person's word is in everything that they say, and in nobody else's text. */
const SAID = { Ada: 'quokka', Ben: 'numbat', Chloe: 'dugong', Dev: 'bilby' } as const;
type Name = keyof typeof SAID;

let world: World;
let log = '';
let folder: string;
const person = (name: string) => world.discord.as(world.id(name));
const hashOf = (name: string) => pseudonym(KEY, world.id(name));
const mention = () => `<@${world.discord.applicationId}>`;
const rows = () => world.database.db.select().from(asks).orderBy(asks.createdAt, asks.id);
const where = () => world.discord.channels.map(({ id }) => id);
const labelled = (label: string) => (m: APIMessage) => buttonsOf(m).some((button) => button.label === label);

/** Sends a message to the bot. @returns its answer. */
async function chat(name: Name, words: string, channelId: string, replyTo?: string): Promise<APIMessage> {
  const said = person(name).say(`${mention()} ${words}`, { channelId, ...(replyTo ? { replyTo } : {}) });
  return person(name).waitFor(
    (m) => m.author.bot === true && m.message_reference?.message_id === said.id && labelled('Judge this')(m),
  );
}

/** Waits until `count` asks have ended. @returns all asks. */
async function settled(count: number): Promise<(typeof askTable.$inferSelect)[]> {
  await expect
    .poll(async () => (await rows()).filter(({ state }) => ['voting', 'closed', 'failed'].includes(state)).length, {
      timeout: 30_000,
    })
    .toBe(count);
  return rows();
}

/** Everything that the bot shows to everybody in all channels, including files. */
async function shownToAll(): Promise<string> {
  const all = where()
    .flatMap((channelId) => world.discord.messages(channelId, world.id('Mira')))
    .filter(({ author, flags = 0 }) => author.bot && (flags & MessageFlags.Ephemeral) === 0);
  const files = all.flatMap((m) => [
    ...m.attachments.map(({ url }) => url),
    ...partsOf(m).flatMap(({ file }) => file?.url ?? []),
  ]);
  const texts = await Promise.all(files.map(async (url) => `${url} ${await (await fetch(url)).text()}`));
  return [...all.map(textOf), ...texts].join('\n');
}

async function research(format: 'jsonl' | 'csv'): Promise<string> {
  const out = join(folder, `${format}-${crypto.randomUUID()}`);
  const scope = { guildId: null, since: null, until: null };
  await runExport(world.database, {
    ...{ out, format, scope, key: KEY, now: new Date(), fewestVotes: 1, discordPermission: null },
  });
  return (await Promise.all((await readdir(out)).map((name) => readFile(join(out, name), 'utf8')))).join('\n');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tribunal-words-'));
  const filler = (n: number) => Array.from({ length: 30 }, (_, i) => `reply${n}word${i}`).join(' ');
  // Models that repeat the whole conversation, and a judge that quotes its whole prompt.
  world = await startWorld(
    { LOG_LEVEL: 'trace' },
    {
      write: (n, conversation) => `Quality ${n}. ${filler(n)} You said: ${conversation}`,
      ponder: (laidOut) => `I was shown: ${laidOut.replaceAll(/Assistant \d|<\/?think>/g, 'somebody')} `,
    },
    {},
    (line) => {
      log += line;
    },
  );
  const [, , modChannel = ''] = where();
  await world.database.db
    .insert(guildSettings)
    .values({ guildId: world.discord.guildId, logChannelId: modChannel || (where().at(-1) ?? null) });
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
  expect(world.discord.violations).toEqual([]);
});

describe('words that somebody else takes up', () => {
  it('keep their writer on every way that there is', async () => {
    const [here = '', there = here] = where();
    // Three people chat, each replying to the answer before.
    const first = await chat('Ada', 'Tell me of the quokka.', here);
    const second = await chat('Ben', 'And the numbat?', here, first.id);
    const third = await chat('Chloe', 'And the dugong?', here, second.id);
    // Others press **Judge this** on Ada's question, and on what followed from it.
    await person('Ben').click(first.id, 'Judge this');
    await person('Dev').click(third.id, 'Judge this');
    let all = await settled(5);
    const by = (name: Name, prompt: string) => all.filter((a) => a.askerHash === hashOf(name) && a.prompt === prompt);
    const [ada, ben, chloe] = [hashOf('Ada'), hashOf('Ben'), hashOf('Chloe')];
    expect(by('Ada', 'Tell me of the quokka.')).toMatchObject([{ promptBy: null, wordsOf: [] }]);
    expect(by('Ben', 'And the numbat?')).toMatchObject([{ promptBy: null, wordsOf: [ada] }]);
    expect(by('Chloe', 'And the dugong?')).toMatchObject([{ promptBy: null, wordsOf: [ada, ben].sort() }]);
    expect(by('Ben', 'Tell me of the quokka.')).toMatchObject([{ promptBy: ada, wordsOf: [ada] }]);
    expect(by('Dev', 'And the dugong?')).toMatchObject([{ promptBy: chloe, wordsOf: [ada, ben, chloe].sort() }]);

    // Others press **Try again** several times, with a file, and at last its writer does.
    world.models.mood.candidateStatus = 400;
    await person('Ada').slash(
      'ask',
      { prompt: 'What does the quokka eat?' },
      { files: { file: { name: 'quokka.txt', type: 'text/plain', data: 'The quokka eats leaves.' } } },
    );
    const failed: string[] = [];
    for (const name of ['Ben', 'Chloe', 'Ada'] as const) {
      const message = await person(name).waitFor((m) => labelled('Try again')(m) && !failed.includes(m.id));
      if (failed.push(message.id) === 3) world.models.mood.candidateStatus = 200;
      await person(name).click(message.id, 'Try again');
    }
    all = await settled(9);
    const tries = all.filter(({ prompt }) => prompt === 'What does the quokka eat?');
    expect(tries.map(({ promptBy, wordsOf, fileText }) => [promptBy, wordsOf, fileText])).toEqual([
      [null, [], 'The quokka eats leaves.'],
      [ada, [ada], 'The quokka eats leaves.'],
      [ada, [ada], 'The quokka eats leaves.'],
      [null, [], 'The quokka eats leaves.'],
    ]);

    // **Ask the tribunal** on Ada's message, with a small change.
    const said = person('Ada').say('Is the quokka a mammal?');
    const { modal } = await person('Chloe').messageMenu('Ask the tribunal', said.id);
    if (!modal) throw new Error('no form was opened');
    await person('Chloe').submitModal(modal, { question: 'Is the quokka a mammal, at all?' });
    // **Ask the tribunal** on Dev's own message: no words of others.
    const own = person('Dev').say('Is the bilby a bird?');
    const mine = (await person('Dev').messageMenu('Ask the tribunal', own.id)).modal;
    if (mine) await person('Dev').submitModal(mine, {});
    all = await settled(11);
    expect(by('Chloe', 'Is the quokka a mammal, at all?')).toMatchObject([
      { promptBy: ada, wordsOf: [ada], source: 'menu' },
    ]);
    expect(by('Dev', 'Is the bilby a bird?')).toMatchObject([{ promptBy: null, wordsOf: [] }]);

    // `/ask follow_up` from a conversation with Ada, in public and in private.
    const begun = await chat('Ada', 'The quokka again.', there);
    await chat('Ben', 'And the numbat again.', there, begun.id);
    for (const [i, hidden] of [false, true].entries()) {
      await person('Ben').slash(
        'ask',
        { prompt: `More of the numbat, ${hidden}?`, follow_up: true, private: hidden, voting: 'open' },
        { channelId: there },
      );
      all = await settled(14 + i);
    }
    for (const hidden of [false, true])
      expect(by('Ben', `More of the numbat, ${hidden}?`)).toMatchObject([
        { promptBy: null, wordsOf: [ada], private: hidden },
      ]);

    // An ask without anybody else's words.
    await person('Ben').slash('ask', { prompt: 'Only the numbat?' });
    all = await settled(16);
    expect(by('Ben', 'Only the numbat?')).toMatchObject([{ promptBy: null, wordsOf: [] }]);
  }, 120_000);

  it('are shown as another member’s, to all and to moderators', async () => {
    const judged = await person('Mira').waitFor(
      (m) => labelled('A is better')(m) && /Tell me of the quokka/.test(textOf(m)),
    );
    expect(textOf(judged)).toMatch(/> Tell me of the quokka\.\n-# In another member’s words/);
    const taken = await person('Mira').waitFor((m) => labelled('A is better')(m) && /a mammal, at all/.test(textOf(m)));
    expect(textOf(taken)).toMatch(/at all\?\n-# Taken from another member’s message, perhaps changed/);
    const own = await person('Mira').waitFor((m) => labelled('A is better')(m) && /Only the numbat/.test(textOf(m)));
    expect(textOf(own)).not.toMatch(/another member/);
    const reasoning = await (await person('Mira').messageMenu('Judge’s reasoning', judged.id)).response();
    expect(textOf(reasoning)).toMatch(/quokka\.\n-# In another member’s words/);
    const form = (await person('Dev').click(judged.id, 'Report')).modal;
    if (form)
      await person('Dev').submitModal(form, { reason: 'other', meant: 'a', words: 'The bilby says quokka to that.' });
    const report = await person('Mira').waitFor((m) => /reported: something else/.test(textOf(m)));
    expect(textOf(report)).toMatch(/quokka\.\n-# In another member’s words/);
  });

  it('are handed out to who wrote them, and nobody’s hash to anybody else', async () => {
    const hers = JSON.parse(await exportPerson(world.database, hashOf('Ada'), new Date()));
    expect(hers.putByOthers.map(({ prompt }: { prompt: string }) => prompt).sort()).toEqual([
      'Is the quokka a mammal, at all?',
      'Tell me of the quokka.',
      'What does the quokka eat?',
      'What does the quokka eat?',
    ]);
    expect(Object.keys(hers.putByOthers[0]).sort()).toEqual(
      ['askId', 'guildId', 'channelId', 'source', 'prompt', 'fileName', 'fileText', 'createdAt'].sort(),
    );
    for (const name of ['Ada', 'Ben', 'Chloe', 'Dev'] as const) {
      const handed = await exportPerson(world.database, hashOf(name), new Date());
      for (const other of ['Ada', 'Ben', 'Chloe', 'Dev', 'Mira'].filter((one) => one !== name))
        expect(handed, `${other} in what ${name} gets`).not.toContain(hashOf(other));
    }
  });

  it('leave for research only while all take part whose words they are', async () => {
    const context = { database: world.database, now: () => new Date() };
    const decideAll = (decision: 'given' | 'revoked', names: readonly Name[]) =>
      Promise.all(names.map((name) => decide(context, { hash: hashOf(name), decision })));
    const { sql } = world.database;
    // Close all ballots, because open ones are never exported.
    await sql`update ballots set closed_at = now()`;
    await sql`update asks set state = 'closed' where state = 'voting'`;
    await decideAll('given', ['Ben', 'Chloe', 'Dev']);
    for (const format of ['jsonl', 'csv'] as const) {
      const without = await research(format);
      expect(['Only the numbat?', 'quokka'].filter((words) => without.includes(words))).toEqual(['Only the numbat?']);
    }
    await decideAll('given', ['Ada']);
    for (const format of ['jsonl', 'csv'] as const) {
      const withHer = await research(format);
      // Texts taken from a message and private asks are never exported, whoever opted in.
      const wanted = ['Tell me of the quokka.', 'More of the numbat, false'];
      const never = ['a mammal, at all', 'More of the numbat, true'];
      expect([...wanted, ...never].filter((words) => withHer.includes(words))).toEqual(wanted);
    }
    await decideAll('revoked', ['Ada']);
    for (const format of ['jsonl', 'csv'] as const) expect((await research(format)).includes('quokka')).toBe(false);
    await sql`update asks set state = 'voting' where id in (select ask_id from ballots)`;
    await sql`update ballots set closed_at = null`;
  });

  it('are gone with who wrote them: from every table, message, export and line of the log', async () => {
    const { db } = world.database;
    const all = await rows();
    // Ada's ballot with another member's reason, and a shadow judge that quotes her.
    const duel = await person('Ben').waitFor(
      (m) => labelled('A is better')(m) && /What does the quokka/.test(textOf(m)),
    );
    const voted = await (await person('Ben').click(duel.id, 'A is better')).response();
    const form = (await person('Ben').click(voted.id, 'Say why')).modal;
    if (form) await person('Ben').submitModal(form, { decisive: ['clear'], text: 'It knows the quokka.' });
    const kept = await person('Chloe').waitFor((m) => labelled('A is better')(m) && /Only the numbat/.test(textOf(m)));
    await (await person('Chloe').click(kept.id, 'Tie')).response();
    const judged = all.find(({ promptBy, source }) => promptBy === hashOf('Ada') && source === 'command');
    const [compared] = await db
      .select()
      .from(comparisons)
      .where(eq(comparisons.askId, judged?.id ?? ''));
    const again = { reasoning: 'A quokka.', answer: 'quokka' };
    if (compared) await insertShadow(db, { ...compared, judge: 'hf:shadow', ...again });
    if (compared) await insertChallengerComparison(db, { ...compared, judge: 'hf:shadow', ...again });

    const hers = ['quokka', hashOf('Ada'), world.id('Ada')];
    const found = (text: string) => hers.filter((word) => text.includes(word));
    const verdicts = ['comparisons', 'shadow_comparisons', 'challenger_comparisons'];
    const tables = ['asks', 'candidates', ...verdicts, 'reports', 'votes'];
    expect(await tablesWith(world.database, 'quokka')).toEqual(tables.sort());
    expect(found(await shownToAll())).toContain('quokka');

    const panel = await (await person('Ada').slash('privacy')).response();
    expect(textOf(panel)).toMatch(
      /You have \*\*4 questions\*\*[\s\S]+Your words also stand in \*\*10 questions of others\*\*/,
    );
    const sure = await (await person('Ada').click(panel.id, 'Delete mine')).response();
    expect(textOf(sure)).toMatch(/So are \*\*10 questions of others\*\* with all answers/);
    const done = await (await person('Ada').click(sure.id, 'Delete all of it')).response();
    expect(textOf(done)).toMatch(/Deleted: 4 questions .*; with them 10 questions of others in which your words stood/);

    expect(found(await dumpOf(world.database))).toEqual([]);
    await expect.poll(async () => found(await shownToAll()), { timeout: 30_000 }).toEqual([]);
    for (const name of ['Ben', 'Chloe', 'Dev', 'Mira'])
      expect(found(await exportPerson(world.database, hashOf(name), new Date())), name).toEqual([]);
    for (const format of ['jsonl', 'csv'] as const) expect(found(await research(format))).toEqual([]);
    const offered = await person('Mira').autocomplete('reasoning', { ask: '' }, 'ask');
    expect(offered.map(({ name }) => name).sort()).toEqual(['Is the bilby a bird?', 'Only the numbat?']);
    expect(textOf(await (await person('Mira').slash('reports')).response())).toMatch(/No open reports/);
    expect(log).toContain('ask finished');
    expect(found(log)).toEqual([]);
    // Nothing of it came back later.
    expect(found(await dumpOf(world.database))).toEqual([]);
    // Asks without her words are unchanged, and so is the usage of the others.
    expect((await rows()).map(({ prompt }) => prompt)).toEqual(['Is the bilby a bird?', 'Only the numbat?']);
    expect(await db.select().from(votes)).toHaveLength(1);
    expect(await dumpOf(world.database)).toContain(hashOf('Ben'));
  }, 90_000);
});
