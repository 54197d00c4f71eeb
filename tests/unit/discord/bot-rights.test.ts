import { ChannelType, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invitationLink, missingRights, neededBits, readBotPlace, rightsIn } from '../../../src/discord/bot-rights.ts';

const { Administrator, AttachFiles, SendMessages, SendMessagesInThreads, ViewChannel } = PermissionFlagsBits;
const [GUILD, BOT, ROLE, OTHER, OWNER] = ['1', '2', '3', '4', '5'];
const role = (id: string, permissions: bigint) => ({ id, permissions: permissions.toString() });
const overwrite = (id: string, allow: bigint, deny: bigint) => ({
  ...{ id, allow: allow.toString(), deny: deny.toString() },
  type: id === BOT ? OverwriteType.Member : OverwriteType.Role,
});
type Overwrites = ReturnType<typeof overwrite>[];
const rights = (everyone: bigint, own: bigint, overwrites: Overwrites, owner = OWNER) =>
  rightsIn(
    { permission_overwrites: overwrites },
    { id: GUILD, owner_id: owner, roles: [role(GUILD, everyone), role(ROLE, own), role(OTHER, ~0n)] as never },
    { id: BOT, roles: [ROLE] },
  );
const bits = fc.bigInt(0n, neededBits).map((some) => some & neededBits);

describe('what the bot may do in a channel', () => {
  it('is what everybody and its roles may, without those of other roles', () => {
    expect(rights(ViewChannel, SendMessages, [])).toBe(ViewChannel | SendMessages);
  });

  it('is everything for the owner and for administrators, whatever the channel says', () => {
    const denied = [overwrite(BOT, 0n, neededBits)];
    expect(missingRights(rights(0n, 0n, denied, BOT))).toEqual([]);
    expect(missingRights(rights(0n, Administrator, denied))).toEqual([]);
  });

  it('is nothing in a channel that it does not see', () => {
    expect(rights(neededBits, 0n, [overwrite(GUILD, 0n, ViewChannel)])).toBe(0n);
  });

  it('goes by the member before its roles, and by its roles before everybody', () => {
    fc.assert(
      fc.property(bits, bits, bits, fc.boolean(), (everyone, role, own, allowed) => {
        const last = allowed ? overwrite(BOT, AttachFiles, 0n) : overwrite(BOT, 0n, AttachFiles);
        const all = [overwrite(GUILD, 0n, everyone), overwrite(ROLE, role, 0n), last];
        const found = rights(neededBits, own, fc.sample(fc.shuffledSubarray(all, { minLength: 3 }), 1)[0] ?? all);
        const sees = ((neededBits & ~everyone) | role) & ViewChannel;
        expect((found & AttachFiles) !== 0n).toBe(sees !== 0n && allowed);
        if (sees) expect(found & SendMessages).toBe(((neededBits & ~everyone) | role) & SendMessages);
      }),
    );
  });
});

describe('what the bot lacks', () => {
  it('is the right to write in threads in a forum, and not the right to open posts there', async () => {
    const channel = (type: ChannelType) => ({ id: '7', name: 'here', type, permission_overwrites: [] });
    const missingIn = async (type: ChannelType, denied: bigint) => {
      const found: Record<string, unknown> = {
        [`/guilds/${GUILD}`]: { name: 'x', id: GUILD, owner_id: OWNER, roles: [role(GUILD, neededBits & ~denied)] },
        [`/guilds/${GUILD}/channels`]: [channel(type)],
        [`/guilds/${GUILD}/members/${BOT}`]: { roles: [] },
      };
      return (await readBotPlace(async (path) => found[path], GUILD, BOT)).channels[0]?.missing;
    };
    expect(await missingIn(ChannelType.GuildText, SendMessages)).toEqual(['Send Messages']);
    expect(await missingIn(ChannelType.GuildForum, SendMessages)).toEqual([]);
    expect(await missingIn(ChannelType.GuildForum, SendMessagesInThreads)).toEqual(['Send Messages in Threads']);
  });
});

describe('the invitation', () => {
  it('asks for what is needed and for nothing else', () => {
    const link = new URL(invitationLink('99', '77'));
    expect(Object.fromEntries(link.searchParams)).toEqual({
      client_id: '99',
      guild_id: '77',
      scope: 'bot applications.commands',
      permissions: String((1n << 10n) | (1n << 11n) | (1n << 15n) | (1n << 16n) | (1n << 38n)),
    });
  });
});
