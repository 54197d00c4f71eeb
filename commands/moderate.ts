import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  InteractionContextType,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js';
import { insertAudit } from '../db/repo/audit.ts';
import { block as keepBlock, listReports, unblock } from '../db/repo/reports.ts';
import { moderateId, reportsId } from '../src/discord/custom-id.ts';
import { redrawReport } from '../src/discord/post-report.ts';
import { toRequest } from '../src/discord/send.ts';
import { type Asked, sightOf } from '../src/discord/sight.ts';
import { problemView } from '../src/discord/view/problem.ts';
import { type ReportSnapshot, reportGoneView, reportView } from '../src/discord/view/report.ts';
import { confirmDeleteView, deletedView } from '../src/discord/view/report-delete.ts';
import { backToList, mostReports, reportsView } from '../src/discord/view/report-list.ts';
import { notice } from '../src/discord/view/reveal.ts';
import { command, option } from '../src/discord/words/describe.ts';
import type { ModerateAct, ReportList } from '../src/moderation/acts.ts';
import { atStake, deletedWith, moderate, postedAbout, reportOf } from '../src/moderation/moderate.ts';
import { button, type CommandDeps, type SlashCommand } from './command.ts';
import { mayRead, moderates } from './moderator.ts';

/** How many reports are read to find some that this moderator may see. */
const LOOKED_AT = 50;

const forModerators = {
  default_member_permissions: PermissionFlagsBits.ManageMessages.toString(),
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};

/** `/reports`: the reports of this server. */
export const reports: SlashCommand = {
  permission: PermissionFlagsBits.ManageMessages,
  data: {
    type: ApplicationCommandType.ChatInput,
    ...command('reports'),
    ...forModerators,
  },
  acknowledge: () => 'ephemeral',
  run: (interaction, deps) => list(interaction, 'open', deps),
};

/** The buttons between the open reports and the decided ones, and **All reports** below a single one. */
export const reportsTurned = button(reportsId, {
  permission: PermissionFlagsBits.ManageMessages,
  acknowledge: ({ message }) => (isForOne(message) ? 'update' : 'ephemeral'),
  run: (interaction, id, deps) => list(interaction, id.list, deps),
});

async function list(
  interaction: ChatInputCommandInteraction | ButtonInteraction,
  which: ReportList,
  deps: CommandDeps,
): Promise<void> {
  const guildId = interaction.guildId ?? '';
  const shown: ReportSnapshot[] = [];
  for (const { id } of await listReports(deps.database.db, guildId, which, LOOKED_AT)) {
    const one = shown.length < mostReports ? await reportOf(deps.database, guildId, id) : null;
    if (one && (await moderates(interaction, one.ask)))
      shown.push({ ...one, mayBeQuoted: await mayRead(interaction, one.ask) });
  }
  await deps.respond(interaction, reportsView(deps.words, which, shown));
}

/** Whether a message is shown to one person alone. */
const isForOne = ({ flags }: ButtonInteraction['message']): boolean => flags.has(MessageFlags.Ephemeral);

/**
 * **Hide**, **Block asker**, **Delete**, **Dismiss**, and the buttons that undo the first two. **Delete**
 * asks first, in a message for this moderator alone.
 */
export const moderated = button(moderateId, {
  permission: PermissionFlagsBits.ManageMessages,
  acknowledge: ({ message }, { act }) => (act === 'delete' && !isForOne(message) ? 'ephemeral' : 'update'),
  async run(interaction, { reportId, act }, deps) {
    const { database, words } = deps;
    const guildId = interaction.guildId ?? '';
    const before = await reportOf(database, guildId, reportId);
    if (before && !(await moderates(interaction, before.ask))) return refuse(interaction, act, deps);
    if (before && act === 'delete')
      return deps.respond(interaction, confirmDeleteView(words, before, await atStake(database, before.ask.id)));
    const moderatorHash = deps.pseudonymOf(interaction.user.id);
    const done =
      before && act !== 'look' && act !== 'delete'
        ? await moderate(deps, { reportId, guildId, moderatorHash, act })
        : null;
    const now = await reportOf(database, guildId, reportId);
    if (!now) {
      const how = await deletedWith(database, guildId, reportId, moderatorHash);
      return deps.respond(interaction, how ? deletedView(words, how) : reportGoneView(words));
    }
    const mayBeQuoted = await isQuotedOn(interaction, now.ask);
    const shown = isForOne(interaction.message)
      ? { said: act === 'look' ? words.reports.notDeleted : '', more: [backToList(words)] }
      : {};
    await deps.respond(interaction, reportView(words, { ...now, mayBeQuoted }, shown));
    if (done) await Promise.all([deps.publisher.flush(done.askId), redrawOthers(interaction, done.askId, deps)]);
  },
});

/** Redraws the messages of all reports about an ask, apart from the one that was pressed. */
async function redrawOthers(interaction: ButtonInteraction, askId: string, { database, log }: CommandDeps) {
  const posted = await postedAbout(database, interaction.guildId ?? '', askId);
  const others = posted.filter(({ report }) => report.messageId !== interaction.message.id);
  await Promise.all(others.map((one) => redrawReport(interaction.client.rest, one, log)));
}

/**
 * Several moderators share the message of a report, so a refusal to one of them is an ephemeral follow-up.
 */
async function refuse(
  interaction: ButtonInteraction,
  act: ModerateAct,
  { words, respond }: CommandDeps,
): Promise<void> {
  const view = problemView(words, [words.asking.onlyFor('moderators')]);
  // **Delete** was acknowledged with a message of its own.
  if (act === 'delete' && !isForOne(interaction.message)) return respond(interaction, view);
  const { body } = toRequest(view);
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
  isForOne(interaction.message)
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
