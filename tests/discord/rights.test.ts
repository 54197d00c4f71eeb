import { PermissionFlagsBits } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageCommands, parts, slashCommands } from '../../commands/index.ts';
import { helpRoles } from '../../src/discord/view/help.ts';
import type { Answer } from '../../src/playground/discord/driver.ts';
import { startWorld, type World } from '../support/bot.ts';
import { textOf } from '../support/messages.ts';

const { ManageGuild, ManageMessages } = PermissionFlagsBits;
const everybody = undefined;

/** Who may use what. A command or a button that is not in here fails the test: somebody has to say who it is for. */
const rights: Readonly<Record<string, bigint | undefined>> = {
  '/ask': everybody,
  '/agreement': everybody,
  '/privacy': everybody,
  '/reasoning': ManageMessages,
  '/reports': ManageMessages,
  '/block': ManageMessages,
  '/export': ManageGuild,
  '/settings': ManageGuild,
  '/setup': ManageGuild,
  '/quota': everybody,
  '/help': everybody,
  'menu Ask the tribunal': everybody,
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
  'button moderate': ManageMessages,
  'button settings': ManageGuild,
  'menu setting': ManageGuild,
  'button switch': ManageGuild,
  'button settings-form': ManageGuild,
  'form settings-form': ManageGuild,
  'button setup': ManageGuild,
  'menu setup-channel': ManageGuild,
  'button first-question': ManageGuild,
};

const id = '0190a5b0-0000-7000-8000-000000000000';
/** A press of each family that only a modified client can send: on an answer that is not there. */
const forged: Readonly<Record<string, string>> = {
  vote: `vote:${id}:a`,
  best: `best:${id}`,
  peek: `peek:${id}`,
  compare: `compare:${id}`,
  reason: `reason:${id}`,
  'judge-this': `judge-this:${id}`,
  'try-again': `try-again:${id}`,
  ask: 'ask',
  why: `why:${id}`,
  privacy: 'privacy:panel',
  report: `report:${id}`,
  reasoning: `reasoning:${id}:0`,
  moderate: `moderate:${id}:delete`,
  settings: 'settings:save:asking',
  setting: 'setting:effort',
  switch: 'switch:stopped:on',
  'settings-form': 'settings-form:member:::',
  setup: 'setup:again',
  'setup-channel': 'setup-channel:channels',
  'first-question': 'first-question',
};

let world: World;
let messageId: string;
const person = (name: string) => world.discord.as(world.id(name));

beforeAll(async () => {
  world = await startWorld();
  messageId = person('Ben').say('Why is the sky blue?').id;
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
    expect(own).toMatch(/`\/ask`/);
    expect(own).not.toMatch(/settings|reports/);
    expect(textOf(await (await person('Mira').slash('help')).response())).toMatch(/`\/settings`[\s\S]+Report/);
  });
});

describe('a member with a modified client', () => {
  const options: Readonly<Record<string, Record<string, string>>> = {
    ask: { prompt: 'May I?' },
    reasoning: { ask: id },
    block: {},
  };

  it.each(slashCommands.map(({ data, permission }) => [data.name, permission] as const))(
    'who sends /%s is refused exactly where the right is missing',
    async (name, permission) => {
      const given = name === 'block' ? { member: world.id('Chloe') } : (options[name] ?? {});
      const said = await saidTo(await person('Ben').slash(name, given, { unchecked: true }));
      expect(refusal.test(said), said).toBe(permission !== undefined);
      const moderator = await saidTo(await person('Mira').slash(name, given, { unchecked: true }));
      expect(moderator).not.toMatch(refusal);
    },
  );

  it.each(messageCommands.map(({ data, permission }) => [data.name, permission] as const))(
    'who uses the menu %s is refused exactly where the right is missing',
    async (name, permission) => {
      const said = await saidTo(await person('Ben').messageMenu(name, messageId, { unchecked: true }));
      expect(refusal.test(said), said).toBe(permission !== undefined);
      expect(await saidTo(await person('Mira').messageMenu(name, messageId))).not.toMatch(refusal);
    },
  );

  it.each(parts.filter(({ kind }) => kind === 'button').map(({ family }) => family))(
    'who presses a forged %s is refused, or told that there is no such thing',
    async (family) => {
      const press = (name: string) => person(name).click(messageId, forged[family] ?? '', { forged: true });
      const permission = rights[`button ${family}`];
      const said = await saidTo(await press('Ben'));
      expect(refusal.test(said), said).toBe(permission !== undefined);
      expect(await saidTo(await press('Mira'))).not.toMatch(refusal);
    },
  );
});
