import { REST, Routes } from 'discord.js';
import type { DiscordConfig } from '../src/config.ts';
import { isTooLong } from '../src/discord/rate-limits.ts';
import { commandData } from './index.ts';

/**
 * Registers our commands with Discord, in place of those that are registered now. On one server if
 * DISCORD_GUILD_ID is set, or else globally.
 * @returns how many commands are registered
 * @throws also when Discord takes no commands for a while, such as after 200 new ones in a day
 */
export async function registerCommands(config: DiscordConfig): Promise<number> {
  const api = config.DISCORD_API_URL ? { api: config.DISCORD_API_URL } : {};
  const rest = new REST({ version: '10', ...api, rejectOnRateLimit: isTooLong }).setToken(config.DISCORD_TOKEN);
  const { id } = (await rest.get(Routes.currentApplication())) as { id: string };
  const route = config.DISCORD_GUILD_ID
    ? Routes.applicationGuildCommands(id, config.DISCORD_GUILD_ID)
    : Routes.applicationCommands(id);
  return ((await rest.put(route, { body: commandData })) as unknown[]).length;
}
