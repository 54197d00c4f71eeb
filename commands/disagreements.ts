import {
  type AnySelectMenuInteraction,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import { type PairBallot, pairBallotOf, questionsOf, reasonsOf } from '../db/repo/disagreements.ts';
import { judgesOf } from '../db/repo/votes.ts';
import { readReasoning } from '../src/asks/read-reasoning.ts';
import { caseId, caseReasoningId, casesId, casesOfId, openCaseId, uuid } from '../src/discord/custom-id.ts';
import { nameCode } from '../src/discord/name-code.ts';
import { limits } from '../src/discord/sizes.ts';
import { caseView } from '../src/discord/view/disagreement-case.ts';
import { CASES_SHOWN, type CaseScope, disagreementsView, pageOf } from '../src/discord/view/disagreements.ts';
import { problemView } from '../src/discord/view/problem.ts';
import { command, option } from '../src/discord/words/describe.ts';
import { type Case, caseOf, inOrder, readCases } from '../src/research/disagreements.ts';
import { DAY_MS, type Stance, stances } from '../src/terms.ts';
import { agreement } from './agreement.ts';
import { button, type CommandDeps, menu, type SlashCommand } from './command.ts';
import { daysOption, wrongDays } from './days-option.ts';
import { judgeChosen } from './judge-option.ts';
import { mayRead } from './moderator.ts';
import { showReasoning } from './reasoning.ts';

const permission = PermissionFlagsBits.ManageMessages;
const DEFAULT_DAYS = 30;
const isUuid = new RegExp(`^${uuid.pattern.source}$`);

type Reader = ChatInputCommandInteraction | ButtonInteraction | AnySelectMenuInteraction;

/** `/disagreements`: the questions on which people and the judge differ, for moderators. */
export const disagreements: SlashCommand = {
  permission,
  data: {
    type: ApplicationCommandType.ChatInput,
    ...command('disagreements'),
    default_member_permissions: permission.toString(),
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options: [
      daysOption('disagreements'),
      { type: ApplicationCommandOptionType.String, ...option('disagreements', 'judge'), autocomplete: true },
    ],
  },
  acknowledge: (interaction, words) => wrongDays(interaction, words) ?? 'ephemeral',
  async run(interaction, deps) {
    const days = interaction.options.getInteger('days') ?? DEFAULT_DAYS;
    const chosen = interaction.options.getString('judge');
    const name = await judgeChosen(deps.database.db, interaction.guildId ?? '', chosen);
    await showList(interaction, { days, judge: { name, code: codeOf(name) }, stance: 'differ' }, 0, deps);
  },
  complete: (interaction, deps) => agreement.complete?.(interaction, deps) ?? Promise.resolve([]),
};

/** The buttons that turn its pages, and **To the list**. */
export const casesPage = button(casesId, {
  permission,
  acknowledge: () => 'update',
  async run(interaction, { page, ...id }, deps) {
    await showList(interaction, await scopeOf(interaction, id, deps), page, deps);
  },
});

/** The select menu for where people stand. */
export const casesOf = menu(casesOfId, {
  permission,
  acknowledge: () => 'update',
  async run(interaction, id, deps) {
    const stance = stances.find((one) => one === interaction.values[0]) ?? 'differ';
    await showList(interaction, await scopeOf(interaction, { ...id, stance }, deps), 0, deps);
  },
});

/** The select menu that opens a case. A modified client can send any text as its value. */
export const openCase = menu(openCaseId, {
  permission,
  acknowledge: () => 'update',
  async run(interaction, id, deps) {
    await showCase(interaction, await scopeOf(interaction, id, deps), interaction.values[0] ?? '', deps);
  },
});

/** The buttons that go from case to case. */
export const nextCase = button(caseId, {
  permission,
  acknowledge: () => 'update',
  async run(interaction, { askId, ...id }, deps) {
    await showCase(interaction, await scopeOf(interaction, id, deps), askId, deps);
  },
});

/** **The whole reasoning**, in a message of its own, so that the case stays. */
export const caseReasoning = button(caseReasoningId, {
  permission,
  acknowledge: () => 'ephemeral',
  async run(interaction, { askId, page }, deps) {
    await showReasoning(interaction, askId, page, deps);
  },
});

const codeOf = (judge: string | null): string => (judge === null ? 'all' : nameCode(judge));

/** A code that no judge of this server has finds no case. */
async function scopeOf(
  { guildId }: Reader,
  { days, judge: code, stance }: { days: number; judge: string; stance: Stance },
  { database }: CommandDeps,
): Promise<CaseScope> {
  if (code === 'all') return { days, judge: { name: null, code }, stance };
  const judges = await judgesOf(database.db, guildId ?? '', limits.autocompleteChoices);
  return { days, judge: { name: judges.find((judge) => codeOf(judge) === code) ?? '?', code }, stance };
}

/** Whether the reader may read what was asked in a channel. Each channel is asked about once. */
function mayReadFrom(interaction: Reader): (ballot: PairBallot) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  return ({ channelId, ageRestricted }) => {
    const key = `${channelId} ${ageRestricted}`;
    const may = known.get(key) ?? mayRead(interaction, { channelId, settings: { ageRestricted } });
    known.set(key, may);
    return may;
  };
}

function casesFor(interaction: Reader, { days, judge }: CaseScope, { database, now }: CommandDeps): Promise<Case[]> {
  const since = new Date(now().getTime() - days * DAY_MS);
  const scope = { guildId: interaction.guildId ?? '', since, judge: judge.name };
  return readCases(database.db, scope, mayReadFrom(interaction));
}

async function showList(interaction: Reader, scope: CaseScope, page: number, deps: CommandDeps): Promise<void> {
  const cases = await casesFor(interaction, scope, deps);
  const { listed, from } = pageOf(cases, scope.stance, page);
  const shown = listed.slice(from, from + CASES_SHOWN).map(({ ballot }) => ballot.askId);
  const questions = await questionsOf(deps.database.db, shown);
  await deps.respond(interaction, disagreementsView(deps.words, cases, questions, scope, page));
}

async function showCase(interaction: Reader, scope: CaseScope, askId: string, deps: CommandDeps): Promise<void> {
  const { database, words } = deps;
  const guildId = interaction.guildId ?? '';
  const ballot = isUuid.test(askId) ? await pairBallotOf(database.db, guildId, askId) : null;
  const one = ballot && caseOf(ballot);
  const reader = { guildId, hash: deps.pseudonymOf(interaction.user.id) };
  const snapshot =
    one && (await mayReadFrom(interaction)(one.ballot)) ? await readReasoning(database, askId, reader) : null;
  if (!one || !snapshot) return deps.respond(interaction, problemView(words, [words.disagreements.unknown]));
  const reasons = await reasonsOf(database.db, askId);
  const listed = inOrder(await casesFor(interaction, scope, deps), scope.stance);
  await deps.respond(interaction, caseView(words, { one, snapshot, reasons, listed }, scope));
}
