import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PermissionFlagsBits } from 'discord.js';
import type { Answer } from 'local-discord';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageCommands, parts, slashCommands } from '../../commands/index.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { helpRoles } from '../../src/discord/view/help.ts';
import { startWorld, type World } from '../support/bot.ts';
import { textOf } from '../support/messages.ts';

const { ManageGuild, ManageMessages } = PermissionFlagsBits;
const everybody = undefined;

/** Who may use what. A new command or button fails the test until it is added here. */
const rights: Readonly<Record<string, bigint | undefined>> = {
  '/ask': everybody,
  '/agreement': everybody,
  '/leaderboard': everybody,
  '/my-votes': everybody,
  '/privacy': everybody,
  '/reasoning': ManageMessages,
  '/disagreements': ManageMessages,
  '/reports': ManageMessages,
  '/block': ManageMessages,
  '/export': ManageGuild,
  '/settings': ManageGuild,
  '/setup': ManageGuild,
  '/quota': everybody,
  '/help': everybody,
  'menu Ask the tribunal': everybody,
  // Its asker may, and moderators: tests/discord/closing.test.ts.
  'menu Close voting': everybody,
  'button close-now': everybody,
  'menu Judge’s reasoning': ManageMessages,
  'button vote': everybody,
  'menu best': everybody,
  'button peek': everybody,
  'button compare': everybody,
  'button reason': everybody,
  'form reason': everybody,
  'button judge-this': everybody,
  'button try-again': everybody,
  'form ask': everybody,
  'button why': everybody,
  'button privacy': everybody,
  'button report': everybody,
  'form report': everybody,
  'button reasoning': ManageMessages,
  'button cases': ManageMessages,
  'menu cases-of': ManageMessages,
  'menu open-case': ManageMessages,
  'button case': ManageMessages,
  'button case-reasoning': ManageMessages,
  'button moderate': ManageMessages,
  'button reports': ManageMessages,
  'button settings': ManageGuild,
  'menu setting': ManageGuild,
  'button switch': ManageGuild,
  'button settings-form': ManageGuild,
  'form settings-form': ManageGuild,
  'button rules': ManageGuild,
  'button rules-again': ManageGuild,
  'form rules': ManageGuild,
  'button judge': ManageGuild,
  'button challenge': ManageGuild,
  'form challenge': ManageGuild,
  'button setup': ManageGuild,
  'menu setup-channel': ManageGuild,
  'button first-question': ManageGuild,
};

const id = '0190a5b0-0000-7000-8000-000000000000';
/** A forged custom_id of each family, for an ask that does not exist. */
const forged: Readonly<Record<string, string>> = {
  vote: `vote:${id}:a`,
  best: `best:${id}`,
  peek: `peek:${id}`,
  compare: `compare:${id}`,
  reason: `reason:${id}`,
  'close-now': `close-now:${id}:do`,
  'judge-this': `judge-this:${id}`,
  'try-again': `try-again:${id}`,
  ask: 'ask',
  why: `why:${id}`,
  privacy: 'privacy:panel',
  report: `report:${id}`,
  reasoning: `reasoning:${id}:0`,
  cases: 'cases:differ:30:all:0',
  'cases-of': 'cases-of:30:all',
  'open-case': 'open-case:differ:30:all',
  case: `case:differ:30:all:${id}`,
  'case-reasoning': `case-reasoning:${id}:0`,
  moderate: `moderate:${id}:delete`,
  reports: 'reports:decided',
  settings: 'settings:save:asking',
  setting: 'setting:effort',
  switch: 'switch:stopped:on',
  'settings-form': 'settings-form:member:::',
  rules: 'rules:00000000:0:00000000',
  'rules-again': 'rules-again:00000000:0:00000000',
  judge: `judge:promote:${id}`,
  challenge: 'challenge',
  setup: 'setup:again',
  'setup-channel': 'setup-channel:channels',
  'first-question': 'first-question',
};

let world: World;
let messageId: string;
let questionId: string;
const person = (name: string) => world.discord.as(world.id(name));

beforeAll(async () => {
  world = await startWorld();
  world.discord.addMember({ name: 'Moe', more: ManageMessages });
  world.discord.addMember({ name: 'Gil', more: ManageGuild });
  questionId = person('Ben').say('Why is the sky blue?').id;
  const asked = await person('Ada').slash('agreement');
  messageId = (await asked.response()).id;
});
afterAll(() => world.close());

const refusal = /^Only (moderators|those who manage the server) may do this/;
const saidTo = async (answer: Answer): Promise<string> => (answer.modal ? 'a form' : textOf(await answer.response()));

describe('what there is to use', () => {
  it('has a right named for each, and asks for exactly that', () => {
    const found = Object.fromEntries([
      ...slashCommands.map(({ data, permission }) => [`/${data.name}`, permission]),
      ...messageCommands.map(({ data, permission }) => [`menu ${data.name}`, permission]),
      ...parts.map((part) => {
        const bound = part.bind(forged[part.family] ?? '');
        return [`${part.kind} ${part.family}`, bound ? bound.permission : 'no forged custom_id in this test'];
      }),
    ]);
    expect(found).toEqual(rights);
  });

  it('is told to moderators as it is', () => {
    const table = readFileSync(join(import.meta.dirname, '../../docs/moderators.md'), 'utf8')
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()));
    const rows = { everybody: undefined, '*Manage Messages*': ManageMessages, '*Manage Server*': ManageGuild };
    for (const [who, permission] of Object.entries(rows)) {
      const said = table.find((cells) => cells[1] === who)?.[2] ?? '';
      const named = [...said.matchAll(/`(\/[\w-]+)`|\*\*(.+?)\*\*/g)].map(([, slash, menu]) => slash ?? `menu ${menu}`);
      const theirs = Object.keys(rights).filter(
        (name) => rights[name] === permission && (name.startsWith('/') || /^menu [ACJ]/.test(name)),
      );
      expect(named.sort(), who).toEqual(theirs.sort());
    }
  });

  it('tells Discord the same, so that its client offers nothing in vain', () => {
    for (const { data, permission } of [...slashCommands, ...messageCommands]) {
      expect(data.default_member_permissions ?? undefined, data.name).toBe(permission?.toString());
    }
  });
});

describe('/help', () => {
  it('has a line for every command, for those who may use it', () => {
    const roleOf = (permission: bigint | undefined) =>
      permission === undefined ? 'member' : permission === ManageGuild ? 'manager' : 'moderator';
    const needed = Object.fromEntries(
      [...slashCommands, ...messageCommands].map(({ data, permission }) => [data.name, roleOf(permission)]),
    );
    expect(helpRoles).toEqual(needed);
  });

  it('shows a member nothing that they may not use', async () => {
    const own = textOf(await (await person('Ben').slash('help')).response());
    expect(own).toMatch(/<\/ask:\d+> – several/);
    expect(own).not.toMatch(/settings|reports/);
    expect(textOf(await (await person('Mira').slash('help')).response())).toMatch(/<\/settings:\d+>[\s\S]+Report/);
  });
});

/** Members and their permissions. */
const kinds: Readonly<Record<string, bigint>> = {
  Ben: 0n,
  Moe: ManageMessages,
  Gil: ManageGuild,
  Mira: ManageMessages | ManageGuild,
};
const names = Object.keys(kinds);
const mayUse = (name: string, permission: bigint | undefined) =>
  permission === undefined || ((kinds[name] ?? 0n) & permission) !== 0n;

describe('a member with a modified client', () => {
  const options: Readonly<Record<string, Record<string, string>>> = {
    ask: { prompt: 'May I?' },
    reasoning: { ask: id },
    block: {},
  };

  it.each(slashCommands.map(({ data, permission }) => [data.name, permission] as const))(
    'who sends /%s is refused exactly where the right is missing',
    async (command, permission) => {
      const given = command === 'block' ? { member: world.id('Chloe') } : (options[command] ?? {});
      for (const name of names) {
        const said = await saidTo(await person(name).slash(command, given, { unchecked: true }));
        expect(refusal.test(said), `${name}: ${said}`).toBe(!mayUse(name, permission));
      }
    },
  );

  it.each(messageCommands.map(({ data, permission }) => [data.name, permission] as const))(
    'who uses the menu %s is refused exactly where the right is missing',
    async (command, permission) => {
      for (const name of names) {
        const said = await saidTo(await person(name).messageMenu(command, messageId, { unchecked: true }));
        expect(refusal.test(said), `${name}: ${said}`).toBe(!mayUse(name, permission));
      }
    },
  );

  /** Opens a modal that everybody may open, and submits it with another custom_id. */
  const submit = async (name: string, customId: string) => {
    // A modal that updates its message must be opened by a button.
    const { modal } = /^(settings-form|rules|challenge)/.test(customId)
      ? await person(name).click(messageId, `report:${id}`, { forged: true })
      : await person(name).messageMenu('Ask the tribunal', questionId);
    if (!modal) throw new Error('no form was opened');
    const values = {
      question: 'May I?',
      userAsks: '1',
      userTokens: '',
      userUsd: '',
      reason: 'other',
      words: '',
      text: '',
    };
    const forgedModal = { ...modal, data: { ...modal.data, custom_id: customId } };
    return person(name).submitModal(forgedModal, values, { unchecked: true });
  };

  it.each(parts.map(({ kind, family }) => [kind, family] as const))(
    'who sends a forged %s %s is refused, or told that there is no such thing',
    async (kind, family) => {
      const customId = forged[family] ?? '';
      for (const name of names) {
        const answer =
          kind === 'button'
            ? await person(name).click(messageId, customId, { forged: true })
            : kind === 'menu'
              ? await person(name).select(messageId, customId, ['nothing that is offered'], { forged: true })
              : await submit(name, customId);
        const said = await saidTo(answer);
        expect(refusal.test(said), `${name}: ${said}`).toBe(!mayUse(name, rights[`${kind} ${family}`]));
      }
    },
  );

  it('whose custom_ids are malformed or of no known family is told so', async () => {
    for (const customId of [
      `vote:${id}:z`,
      `vote:${id}`,
      `vote:${id}:a:b`,
      'settings:save',
      'x'.repeat(100),
      `peek:${id.toUpperCase()}`,
    ]) {
      const said = await saidTo(await person('Ben').click(messageId, customId, { forged: true }));
      expect(said, customId).toMatch(/do not know this button/);
    }
  });

  it('who types what is no id of a question is told so', async () => {
    for (const ask of ['-'.repeat(36), "' or 1=1 --", id]) {
      const said = await saidTo(await person('Mira').slash('reasoning', { ask }, { unchecked: true }));
      expect(said, ask).toMatch(/know no question of this server/);
    }
  });

  it('changes no setting', async () => {
    expect(await world.database.db.select().from(guildSettings)).toEqual([]);
  });
});
