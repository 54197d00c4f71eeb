import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import { getGuildSettings } from '../db/repo/guild-settings.ts';
import { standingOf } from '../db/repo/reservations.ts';
import { quotaView } from '../src/discord/view/quota.ts';
import { command } from '../src/discord/words/describe.ts';
import { dayOf } from '../src/limits/limits.ts';
import { limitsFor, limitsOutside, poolsOf } from '../src/settings/settings.ts';
import type { SlashCommand } from './command.ts';
import { whereaboutsOf } from './outside.ts';
import { rolesOf } from './start-ask.ts';

/**
 * `/quota`: what is left of today's limits for this person. Managers also see what is left for the server.
 */
export const quota: SlashCommand = {
  data: {
    type: ApplicationCommandType.ChatInput,
    ...command('quota'),
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  },
  outside: true,
  acknowledge: () => 'ephemeral',
  async run(interaction, { config, pseudonymOf, database: { db }, now, respond, words }) {
    const guildId = whereaboutsOf(interaction) === 'server' ? interaction.guildId : null;
    const askerHash = pseudonymOf(interaction.user.id);
    const limits =
      guildId === null
        ? limitsOutside(config)
        : limitsFor(await getGuildSettings(db, guildId), poolsOf(config).limits, rolesOf(interaction.member));
    const day = dayOf(now());
    const own = {
      whose: 'you' as const,
      limit: limits.user,
      standing: await standingOf(db, { guildId, askerHash }, day),
    };
    // What others use outside of servers is nobody's to manage there.
    const manages = guildId !== null && interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) === true;
    const server = { whose: 'server' as const, limit: limits.server, standing: await standingOf(db, { guildId }, day) };
    await respond(interaction, quotaView(words, manages ? [own, server] : [own], day.to));
  },
};
