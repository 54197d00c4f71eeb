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
    name: 'reports',
    description: 'Answers that people reported and nobody has looked at yet',
    ...forModerators,
  },
  acknowledge: () => 'ephemeral',
  async run(interaction, deps) {
    const guildId = interaction.guildId ?? '';
    const open = await openReports(deps.database.db, guildId, SHOWN);
    const snapshots = await Promise.all(open.map(({ id }) => reportOf(deps.database, guildId, id)));
    await deps.respond(interaction, reportsView(snapshots.filter((one) => one !== null)));
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
    await deps.respond(interaction, now ? reportView(now) : reportGoneView);
    if (done && !done.deleted) await deps.publisher.flush(done.askId);
  },
});

/** `/block`: somebody may no longer ask or vote on this server, or may again. */
export const block: SlashCommand = {
  permission: PermissionFlagsBits.ManageMessages,
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'block',
    description: 'Keep somebody from asking and voting on this server, or let them again',
    ...forModerators,
    options: [
      { type: ApplicationCommandOptionType.User, name: 'member', description: 'Who', required: true },
      { type: ApplicationCommandOptionType.Boolean, name: 'undo', description: 'Let them ask and vote again' },
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
    const said = undo
      ? was
        ? `<@${member.id}> may ask and vote here again.`
        : `<@${member.id}> was not blocked.`
      : `<@${member.id}> may no longer ask or vote here. \`/block\` with \`undo\` takes it back.`;
    await deps.respond(interaction, notice(said));
  },
};
