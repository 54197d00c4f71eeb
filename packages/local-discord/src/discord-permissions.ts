import { PermissionFlagsBits } from 'discord-api-types/v10';

export const everyonePermissions: bigint =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.CreatePublicThreads |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AddReactions |
  PermissionFlagsBits.UseApplicationCommands |
  PermissionFlagsBits.UseExternalApps;

const moderatorPermissions: bigint = PermissionFlagsBits.ManageMessages | PermissionFlagsBits.ManageGuild;

/** With Mention Everyone, so that a test sees a ping that the bot forgot to suppress. */
const botPermissions: bigint = everyonePermissions | PermissionFlagsBits.MentionEveryone;

/** A member's permission bits in every channel. `more` only counts for those who are no moderators. */
export const memberPermissions = (moderator: boolean, more = 0n): bigint =>
  everyonePermissions | (moderator ? moderatorPermissions : more);

/** The bot's permission bits in a channel where `denied` was taken from it. */
export const appPermissions = (denied = 0n): bigint => botPermissions & ~denied;

/** Whether these permissions meet a command's `default_member_permissions`. */
export function mayUse(permissions: bigint, needed: string | null | undefined): boolean {
  if (needed === null || needed === undefined) return true;
  const bits = BigInt(needed);
  // "0" means administrators only, and this server has none.
  return bits !== 0n && (permissions & bits) === bits;
}
