import type { Client } from 'discord.js';
import { type Asked, sightOf } from '../src/discord/sight.ts';
import { type Asking, rolesOf } from './start-ask.ts';

/** A moderator, and the channel that they are in. */
export interface Moderator {
  guildId: string | null;
  channelId: string | null;
  user: { id: string };
  member: Asking['member'];
  client: Client;
}

/**
 * Whether this moderator may decide about something that was asked in some channel. Discord has checked their
 * permissions in the channel that they are in. In another channel they must be able to see it and to manage
 * its messages. Otherwise the moderator of one channel could read all of them.
 * @returns false when Discord does not answer
 */
export async function moderates(
  { guildId, channelId, user, member, client }: Moderator,
  asked: Asked,
): Promise<boolean> {
  if (asked.channelId === channelId) return true;
  const person = { id: user.id, roles: rolesOf(member) };
  return sightOf(client.rest, guildId ?? '')
    .moderates(person, asked.channelId)
    .catch(() => false);
}

/**
 * Whether a moderator may read a question in the channel that they are in. A question from an age-restricted
 * channel is shown in age-restricted channels only.
 */
export async function mayRead(moderator: Moderator, asked: Asked): Promise<boolean> {
  if (!(await moderates(moderator, asked))) return false;
  const { client, guildId, channelId } = moderator;
  if (asked.channelId === channelId || !asked.settings.ageRestricted) return true;
  return sightOf(client.rest, guildId ?? '')
    .isForAdults(channelId ?? '')
    .catch(() => false);
}
