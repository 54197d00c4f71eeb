import type { Client } from 'discord.js';
import { type Asked, sightOf } from '../src/discord/sight.ts';
import { type Asking, rolesOf } from './start-ask.ts';

/** A moderator, and where they are. */
export interface Moderator {
  guildId: string | null;
  channelId: string | null;
  user: { id: string };
  member: Asking['member'];
  client: Client;
}

/**
 * Whether what was asked somewhere is this moderator's to decide on. Discord has checked their rights in the channel that they are in; in any other they
 * must see it and manage messages there too, or the moderator of one channel would read all of them. What Discord does not tell is no.
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

/** Whether they may read it where they are: what was asked among adults is shown among adults. */
export async function mayRead(moderator: Moderator, asked: Asked): Promise<boolean> {
  if (!(await moderates(moderator, asked))) return false;
  const { client, guildId, channelId } = moderator;
  if (asked.channelId === channelId || !asked.settings.ageRestricted) return true;
  return sightOf(client.rest, guildId ?? '')
    .isForAdults(channelId ?? '')
    .catch(() => false);
}
