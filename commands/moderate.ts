import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import { insertAudit } from '../db/repo/audit.ts';
import { block as keepBlock, openReports, unblock } from '../db/repo/reports.ts';
import { moderateId } from '../src/discord/custom-id.ts';
import { reportGoneView, reportsView, reportView } from '../src/discord/view/report.ts';
import { notice } from '../src/discord/view/reveal.ts';
import { command, option } from '../src/discord/words/describe.ts';
import { moderate, reportOf } from '../src/policy/moderate.ts';
import { pseudonym } from '../src/policy/pseudonym.ts';
import { button, type SlashCommand } from './command.ts';

const SHOWN = 4;

const forModerators = {
  default_member_permissions: PermissionFlagsBits.ManageMessages.toString(),
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};

/** `/reports`: what people reported and nobody has looked at yet. */
export const reports: SlashCommand = {
  permission: PermissionFlagsBits.ManageMessages,
  data: {
    type: ApplicationCommandType.ChatInput,
    ...command('reports'),
    ...forModerators,
  },
  acknowledge: () => 'ephemeral',
  async run(interaction, deps) {
    const guildId = interaction.guildId ?? '';
    const open = await openReports(deps.database.db, guildId, SHOWN);
    const snapshots = await Promise.all(open.map(({ id }) => reportOf(deps.database, guildId, id)));
    await deps.respond(
      interaction,
      reportsView(
        deps.words,
        snapshots.filter((one) => one !== null),
      ),
    );
  },
};

/** **Hide**, **Block asker**, **Delete**, **Dismiss**, and what takes the first two back. */
export const moderated = button(moderateId, {
  permission: PermissionFlagsBits.ManageMessages,
  acknowledge: () => 'update',
  async run(interaction, { reportId, act }, deps) {
    const guildId = interaction.guildId ?? '';
    const moderatorHash = pseudonym(deps.config.PSEUDONYM_KEY, interaction.user.id);
    const done = await moderate(deps.database, deps.queue, { reportId, guildId, moderatorHash, act }, deps.now());
    const now = done && !done.deleted ? await reportOf(deps.database, guildId, reportId) : null;
    await deps.respond(interaction, now ? reportView(deps.words, now) : reportGoneView(deps.words));
    if (done && !done.deleted) await deps.publisher.flush(done.askId);
  },
});

/** `/block`: somebody may no longer ask or vote on this server, or may again. */
export const block: SlashCommand = {
  permission: PermissionFlagsBits.ManageMessages,
  data: {
    type: ApplicationCommandType.ChatInput,
    ...command('block'),
    ...forModerators,
    options: [
      { type: ApplicationCommandOptionType.User, ...option('block', 'member'), required: true },
      { type: ApplicationCommandOptionType.Boolean, ...option('block', 'undo') },
    ],
  },
  acknowledge: () => 'ephemeral',
  async run(interaction, deps) {
    const guildId = interaction.guildId ?? '';
    const member = interaction.options.getUser('member', true);
    const undo = interaction.options.getBoolean('undo') ?? false;
    const hashOf = (id: string) => pseudonym(deps.config.PSEUDONYM_KEY, id);
    const was = await deps.database.db.transaction(async (tx) => {
      const action = undo ? 'unblock' : 'block';
      await insertAudit(tx, { guildId, actorHash: hashOf(interaction.user.id), action, details: {} });
      if (undo) return unblock(tx, guildId, hashOf(member.id));
      await keepBlock(tx, guildId, hashOf(member.id));
      return true;
    });
    const { reports } = deps.words;
    const who = `<@${member.id}>`;
    const said = undo ? (was ? reports.mayAgain(who) : reports.wasNotBlocked(who)) : reports.mayNot(who);
    await deps.respond(interaction, notice(said));
  },
};
