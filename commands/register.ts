import { type APIApplicationCommand, REST, Routes } from 'discord.js';
import type { DiscordConfig } from '../src/config.ts';
import { isTooLong } from '../src/discord/rate-limits.ts';
import { whyNotRegistered } from '../src/discord/why-not-registered.ts';
import { SaidError } from '../src/said-error.ts';
import { commandsFor } from './index.ts';
import { type Difference, differenceOf, isEntryPoint, isNone, type Scope, type Sent } from './registered.ts';

/** What registering did. */
export interface Registration {
  /** How many commands are registered now. */
  count: number;
  /** What was different before. With nothing in it, nothing was sent. */
  difference: Difference;
  /** The names of those that Discord keeps in another way than they were sent. */
  keptOtherwise: string[];
}

/**
 * Brings our commands at Discord up to date: reads those that it has, and replaces them in one request if any
 * is different. On one server if DISCORD_GUILD_ID is set, or else globally.
 *
 * @throws {SaidError} when Discord takes no commands for a while, such as after 200 new ones in a day, or
 *   none on that server.
 */
export async function registerCommands(
  config: DiscordConfig,
  { signal, ours = commandsFor(config) }: { signal?: AbortSignal; ours?: readonly Sent[] } = {},
): Promise<Registration> {
  const api = config.DISCORD_API_URL ? { api: config.DISCORD_API_URL } : {};
  const rest = new REST({ version: '10', ...api, rejectOnRateLimit: isTooLong }).setToken(config.DISCORD_TOKEN);
  const { DISCORD_GUILD_ID: guildId } = config;
  const scope: Scope = guildId ? 'guild' : 'everywhere';
  const { id } = (await rest.get(Routes.currentApplication(), { signal })) as { id: string };
  const route = guildId ? Routes.applicationGuildCommands(id, guildId) : Routes.applicationCommands(id);
  try {
    // Without this, Discord leaves the translations out.
    const query = new URLSearchParams({ with_localizations: 'true' });
    const before = (await rest.get(route, { query, signal })) as APIApplicationCommand[];
    const difference = differenceOf(before, ours, scope);
    if (isNone(difference)) return { count: ours.length, difference, keptOtherwise: [] };
    const body = [...ours, ...before.filter(isEntryPoint)];
    const after = (await rest.put(route, { body, signal })) as APIApplicationCommand[];
    const left = differenceOf(after, ours, scope);
    return { count: ours.length, difference, keptOtherwise: [...left.missing, ...left.changed, ...left.gone] };
  } catch (error) {
    const said = whyNotRegistered(error, id, guildId);
    throw said === null ? error : new SaidError(said, { cause: error });
  }
}
