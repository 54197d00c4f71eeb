import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type ButtonInteraction,
  InteractionContextType,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js';
import { insertAudit } from '../db/repo/audit.ts';
import { block as keepBlock, openReports, unblock } from '../db/repo/reports.ts';
import { moderateId } from '../src/discord/custom-id.ts';
import { toRequest } from '../src/discord/send.ts';
import { type Asked, sightOf } from '../src/discord/sight.ts';
import { problemView } from '../src/discord/view/problem.ts';
import { type ReportSnapshot, reportGoneView, reportsView, reportView } from '../src/discord/view/report.ts';
import { notice } from '../src/discord/view/reveal.ts';
import { command, option } from '../src/discord/words/describe.ts';
import { moderate, reportOf } from '../src/moderation/moderate.ts';
import { button, type CommandDeps, type SlashCommand } from './command.ts';
import { mayRead, moderates } from './moderator.ts';

/** A message holds 40 components, and each report takes eleven. */
const SHOWN = 3;
/** How many open reports are read to find some that this moderator may see. */
const LOOKED_AT = 50;

const forModerators = {
  default_member_permissions: PermissionFlagsBits.ManageMessages.toString(),
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};

/** `/reports`: the open reports of this server. */
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
    const shown: ReportSnapshot[] = [];
    for (const { id } of await openReports(deps.database.db, guildId, LOOKED_AT)) {
      const one = shown.length < SHOWN ? await reportOf(deps.database, guildId, id) : null;
      if (one && (await moderates(interaction, one.ask)))
        shown.push({ ...one, mayBeQuoted: await mayRead(interaction, one.ask) });
    }
    await deps.respond(interaction, reportsView(deps.words, shown));
  },
};

/** **Hide**, **Block asker**, **Delete**, **Dismiss**, and the buttons that undo the first two. */
export const moderated = button(moderateId, {
  permission: PermissionFlagsBits.ManageMessages,
  acknowledge: () => 'update',
  async run(interaction, { reportId, act }, deps) {
    const guildId = interaction.guildId ?? '';
    const before = await reportOf(deps.database, guildId, reportId);
    if (before && !(await moderates(interaction, before.ask))) return refuse(interaction, deps);
    const moderatorHash = deps.pseudonymOf(interaction.user.id);
    const done = await moderate(deps, { reportId, guildId, moderatorHash, act });
    const now = done && !done.deleted ? await reportOf(deps.database, guildId, reportId) : null;
    const mayBeQuoted = now !== null && (await isQuotedOn(interaction, now.ask));
    await deps.respond(interaction, now ? reportView(deps.words, { ...now, mayBeQuoted }) : reportGoneView(deps.words));
    if (done && !done.deleted) await deps.publisher.flush(done.askId);
  },
});

/**
 * Several moderators share the message of a report, so a refusal to one of them is an ephemeral follow-up.
 */
async function refuse(interaction: ButtonInteraction, { words }: CommandDeps): Promise<void> {
  const { body } = toRequest(problemView(words, [words.asking.onlyFor('moderators')]));
  await interaction.followUp({
    flags: MessageFlags.Ephemeral | MessageFlags.IsComponentsV2,
    components: body.components ?? [],
  });
}

/**
 * Whether the question may be quoted in this message. Under `/reports` one moderator reads it. In the log
 * channel everybody there does.
 */
const isQuotedOn = (interaction: ButtonInteraction, asked: Asked): Promise<boolean> =>
  interaction.message.flags.has(MessageFlags.Ephemeral)
    ? mayRead(interaction, asked)
    : sightOf(interaction.client.rest, interaction.guildId ?? '')
        .mayBeQuoted(asked, interaction.channelId)
        .catch(() => false);

/** `/block`: keeps a member from asking and voting on this server, or lets them again. */
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
    const hashOf = (id: string) => deps.pseudonymOf(id);
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
