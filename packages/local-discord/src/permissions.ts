import { PermissionFlagsBits } from 'discord-api-types/v10';

export const everyonePermissions: bigint =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AddReactions |
  PermissionFlagsBits.UseApplicationCommands |
  PermissionFlagsBits.UseExternalApps;

const moderatorPermissions: bigint = PermissionFlagsBits.ManageMessages | PermissionFlagsBits.ManageGuild;

/** Everybody's, and Mention Everyone: were it missing, a ping that the bot forgot to forbid would go unseen here. */
const botPermissions: bigint = everyonePermissions | PermissionFlagsBits.MentionEveryone;

/** A member's permission bits in every channel, as Discord sends them. */
export const memberPermissions = (moderator: boolean, more = 0n): bigint =>
  everyonePermissions | (moderator ? moderatorPermissions : more);

/** What the bot may do in a channel, where `denied` is taken from it. */
export const appPermissions = (denied = 0n): bigint => botPermissions & ~denied;

/** Whether a command with this `default_member_permissions` is offered to a member. */
export function mayUse(permissions: bigint, needed: string | null | undefined): boolean {
  if (needed === null || needed === undefined) return true;
  const bits = BigInt(needed);
  // "0" means: for nobody but administrators, of whom there is none here.
  return bits !== 0n && (permissions & bits) === bits;
}
