import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import type { Config } from '../src/config.ts';
import type { SlashCommand, Where } from './command.ts';

/** What the operator allows outside of the servers that the bot is on. */
export type Allowed = Pick<Config, 'DIRECT_MESSAGES' | 'USER_INSTALL'>;

/**
 * Where somebody types or presses: on a server that the bot is on, in a direct message with the bot, or
 * `away`, which is anywhere else. Away, the bot reaches nothing but its own answer, for 15 minutes.
 */
export type Whereabouts = 'server' | 'direct' | 'away';

/** An interaction, as far as it says where it comes from. A message of a server says no more than that. */
export interface From {
  guildId: string | null;
  context?: InteractionContextType | null;
  /** Who installed the bot: a server, the person, or both. The keys are Discord's installation types. */
  authorizingIntegrationOwners?: { guildId?: string | null; userId?: string | null } | null;
}

/**
 * Source: https://docs.discord.com/developers/interactions/receiving-and-responding, "Authorizing Integration
 * Owners Object": a server that has the bot is named there, also where the person has it too.
 */
export function whereaboutsOf({ guildId, context, authorizingIntegrationOwners: owners }: From): Whereabouts {
  if (guildId !== null) return owners?.userId && !owners.guildId ? 'away' : 'server';
  return context === InteractionContextType.BotDM ? 'direct' : 'away';
}

/**
 * Whether a handler works where an interaction comes from. Discord's clients offer nothing else there, but
 * other clients can send it.
 */
export function isWhereItMay(from: From, { anywhere, outside }: Where, allowed: Allowed): boolean {
  const where = whereaboutsOf(from);
  if (where === 'server' || anywhere) return true;
  const may = where === 'direct' ? allowed.DIRECT_MESSAGES || allowed.USER_INSTALL : allowed.USER_INSTALL;
  return may && outside === true;
}

type Registered = Pick<SlashCommand, 'data' | 'outside'>;

/** The definition of a command as it is registered: where else it is offered is the operator's choice. */
export function dataFor({ data, outside }: Registered, allowed: Allowed): SlashCommand['data'] {
  const { Guild, BotDM, PrivateChannel } = InteractionContextType;
  if (!outside) return data;
  if (allowed.USER_INSTALL)
    return {
      ...data,
      contexts: [Guild, BotDM, PrivateChannel],
      integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
    };
  return allowed.DIRECT_MESSAGES ? { ...data, contexts: [Guild, BotDM] } : data;
}
