import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { commandsFor } from '../../../commands/index.ts';
import { type From, isWhereItMay, whereaboutsOf } from '../../../commands/outside.ts';

const { Guild, BotDM, PrivateChannel } = InteractionContextType;
const off = { DIRECT_MESSAGES: false, USER_INSTALL: false };
const direct = { ...off, DIRECT_MESSAGES: true };
const install = { ...off, USER_INSTALL: true };

const onServer: From = { guildId: '1', context: Guild, authorizingIntegrationOwners: { guildId: '1', userId: null } };
const both: From = { guildId: '1', context: Guild, authorizingIntegrationOwners: { guildId: '1', userId: '2' } };
const without: From = { guildId: '1', context: Guild, authorizingIntegrationOwners: { guildId: null, userId: '2' } };
const withBot: From = { guildId: null, context: BotDM, authorizingIntegrationOwners: { guildId: '0', userId: null } };
const friends: From = {
  guildId: null,
  context: PrivateChannel,
  authorizingIntegrationOwners: { guildId: null, userId: '2' },
};

describe('where somebody asks', () => {
  it.each([
    ['a server', onServer, 'server'],
    ['a server, by somebody who has the bot along as well', both, 'server'],
    ['a message of a server, which does not say who installed the bot', { guildId: '1' }, 'server'],
    ['a server without the bot', without, 'away'],
    ['a direct message with the bot', withBot, 'direct'],
    ['a direct message among friends', friends, 'away'],
    ['nobody knows where', { guildId: null }, 'away'],
  ] as const)('is told by what Discord says: %s', (_what, from, where) => {
    expect(whereaboutsOf(from)).toBe(where);
  });

  it('decides what works there, as the operator allows', () => {
    const may = (from: From, allowed: typeof off) => isWhereItMay(from, { outside: true }, allowed);
    expect([off, direct, install].map((allowed) => may(onServer, allowed))).toEqual([true, true, true]);
    expect([off, direct, install].map((allowed) => may(withBot, allowed))).toEqual([false, true, true]);
    for (const from of [without, friends])
      expect([off, direct, install].map((allowed) => may(from, allowed))).toEqual([false, false, true]);
    for (const from of [withBot, without, friends]) {
      expect(isWhereItMay(from, {}, { DIRECT_MESSAGES: true, USER_INSTALL: true })).toBe(false);
      expect(isWhereItMay(from, { anywhere: true }, off)).toBe(true);
    }
  });
});

describe('the commands that are registered', () => {
  const placesOf = (allowed: typeof off, wanted: string) => {
    const { contexts, integration_types } = commandsFor(allowed).find(({ name }) => name === wanted) ?? {};
    return { contexts, integration_types };
  };
  const { GuildInstall, UserInstall } = ApplicationIntegrationType;

  it('are for servers only, unless the operator allows more', () => {
    expect(placesOf(off, 'ask')).toEqual({ contexts: [Guild], integration_types: [GuildInstall] });
    expect(placesOf(direct, 'ask')).toEqual({ contexts: [Guild, BotDM], integration_types: [GuildInstall] });
    for (const name of ['ask', 'Ask the tribunal', 'quota', 'help', 'privacy'])
      expect(placesOf(install, name), name).toEqual({
        contexts: [Guild, BotDM, PrivateChannel],
        integration_types: [GuildInstall, UserInstall],
      });
  });

  it('leave what is a server’s on servers', () => {
    const all = { DIRECT_MESSAGES: true, USER_INSTALL: true };
    const elsewhere = commandsFor(all).filter(({ contexts }) => contexts?.some((context) => context !== Guild));
    expect(elsewhere.map(({ name }) => name).sort()).toEqual(
      ['Ask the tribunal', 'ask', 'help', 'my-votes', 'privacy', 'quota'].sort(),
    );
  });
});
