import { PermissionFlagsBits } from 'discord-api-types/v10';

const everyone =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.UseApplicationCommands;

/** A member's permission bits in every channel, as Discord sends them. */
export const memberPermissions = (moderator: boolean): bigint =>
  moderator ? everyone | PermissionFlagsBits.ManageMessages | PermissionFlagsBits.ManageGuild : everyone;

/** What the bot may do. */
export const appPermissions: bigint = everyone;

/** Whether a command with this `default_member_permissions` is offered to a member. */
export function mayUse(permissions: bigint, needed: string | null | undefined): boolean {
  if (needed === null || needed === undefined) return true;
  const bits = BigInt(needed);
  // "0" means: for nobody but administrators, of whom there is none here.
  return bits !== 0n && (permissions & bits) === bits;
}
