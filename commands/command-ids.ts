import { type APIApplicationCommand, ApplicationCommandType, REST, Routes } from 'discord.js';
import type { DiscordConfig } from '../src/config.ts';

/** The ids of the registered slash commands, by their registered names. */
export type CommandIds = ReadonlyMap<string, string>;

/** How long they are believed. They change only where a command is deleted and registered again. */
const KEPT_MS = 3_600_000;
/** Somebody waits for the answer that names them. */
const PATIENCE_MS = 2000;

/**
 * Reads the ids of our commands from Discord, when they are first asked for: a message can then hold a link
 * to a command. Every process does it for itself, because it need not be the one that registers them.
 *
 * @returns a function that never rejects: where Discord does not tell, it resolves to no ids, and the next
 *   call asks again.
 */
export function openCommandIds(config: DiscordConfig, now: () => Date): () => Promise<CommandIds> {
  let kept: { ids: CommandIds; at: number } | null = null;
  return async () => {
    if (kept && now().getTime() - kept.at < KEPT_MS) return kept.ids;
    try {
      kept = { ids: await readIds(config), at: now().getTime() };
    } catch {
      return new Map();
    }
    return kept.ids;
  };
}

async function readIds(config: DiscordConfig): Promise<CommandIds> {
  const api = config.DISCORD_API_URL ? { api: config.DISCORD_API_URL } : {};
  const rest = new REST({ version: '10', retries: 0, ...api, rejectOnRateLimit: ['/'] }).setToken(config.DISCORD_TOKEN);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const { DISCORD_GUILD_ID: guildId } = config;
  const { id } = (await rest.get(Routes.currentApplication(), { signal })) as { id: string };
  const route = guildId ? Routes.applicationGuildCommands(id, guildId) : Routes.applicationCommands(id);
  const commands = (await rest.get(route, { signal })) as APIApplicationCommand[];
  return new Map(
    commands.filter(({ type }) => type === ApplicationCommandType.ChatInput).map((one) => [one.name, one.id]),
  );
}
