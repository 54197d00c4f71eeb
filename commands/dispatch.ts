import {
  type AnySelectMenuInteraction,
  type ButtonInteraction,
  type Interaction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import { getGuildSettings } from '../db/repo/guild-settings.ts';
import { refusedWords } from '../src/discord/view/limits-refused.ts';
import { problemView } from '../src/discord/view/problem.ts';
import { type Words, wordsFor } from '../src/discord/words/words.ts';
import { AskRefused } from '../src/limits/refused.ts';
import { type Answered, acknowledge, runThenAcknowledge } from './acknowledge.ts';
import type { Acknowledgement, BotDeps, CommandDeps, Where } from './command.ts';
import { messageCommands, parts, slashCommands } from './index.ts';
import { isWhereItMay } from './outside.ts';
import { refusalView } from './refusal.ts';
import { rolesOf } from './start-ask.ts';

/**
 * Finds the command of an interaction, acknowledges the interaction and runs the command. A command with
 * `runsFirst` runs before the acknowledgement. Never throws.
 */
export async function dispatch(interaction: Interaction, bot: BotDeps): Promise<void> {
  // `handle` replaces `whisper` once it knows how the interaction is acknowledged.
  const openForm: CommandDeps['openForm'] = (at, _form, late) => bot.respond(at, late);
  const deps = { ...bot, words: wordsFor(interaction.locale), whisper: bot.respond, openForm };
  try {
    if (interaction.isChatInputCommand()) {
      const command = slashCommands.find(({ data }) => data.name === interaction.commandName);
      if (command) await handle(interaction, command, deps);
    } else if (interaction.isMessageContextMenuCommand()) {
      const command = messageCommands.find(({ data }) => data.name === interaction.commandName);
      if (command) await handle(interaction, command, deps);
    } else if (interaction.isButton()) {
      await handle(interaction, bound('button', interaction.customId), deps);
    } else if (interaction.isAnySelectMenu()) {
      await handle(interaction, bound('menu', interaction.customId), deps);
    } else if (interaction.isModalSubmit()) {
      await handle(interaction, bound('form', interaction.customId), deps);
    } else if (interaction.isAutocomplete()) {
      const command = slashCommands.find(({ data }) => data.name === interaction.commandName);
      const allowed = !command?.permission || interaction.memberPermissions?.has(command.permission);
      await interaction.respond(allowed ? ((await command?.complete?.(interaction, deps)) ?? []) : []);
    }
  } catch (error) {
    deps.log.error({ interactionId: interaction.id, error }, 'an interaction failed');
  }
}

interface Handler<I> extends Where {
  runsFirst?: boolean;
  orResearcher?: boolean;
  acknowledge: (interaction: I, words: Words) => Acknowledgement | Promise<Acknowledgement>;
  run: (interaction: I, deps: CommandDeps) => Promise<void>;
  permission?: bigint;
}

interface Pressings {
  button: ButtonInteraction;
  menu: AnySelectMenuInteraction;
  form: ModalSubmitInteraction;
}

/** Answers a custom_id that no family wrote. */
const stranger: Handler<Answered> = {
  anywhere: true,
  acknowledge: (interaction, words) => refusalView(words, [words.asking.unknownButton], interaction),
  run: async () => {},
};

function bound<Kind extends keyof Pressings>(kind: Kind, customId: string): Handler<Pressings[Kind]> {
  for (const part of parts) {
    const handler = part.kind === kind ? part.bind(customId) : null;
    if (handler) return handler as Handler<Pressings[Kind]>;
  }
  return stranger as Handler<Pressings[Kind]>;
}

async function handle<I extends Answered>(interaction: I, handler: Handler<I>, bot: CommandDeps): Promise<void> {
  const begun = performance.now();
  const allowed = !handler.permission || interaction.memberPermissions?.has(handler.permission) === true;
  // Researchers are known by the server's settings. Reading them is I/O, so it comes after the
  // acknowledgement.
  const mayBe = allowed || handler.orResearcher === true;
  const way = !isWhereItMay(interaction, handler, bot.config)
    ? refusalView(bot.words, [bot.words.asking.onlyOnServers], interaction)
    : mayBe
      ? await handler.acknowledge(interaction, bot.words)
      : problemView(bot.words, [missingPermission(bot.words, handler.permission)]);
  // A public acknowledgement is deleted before the person is told something alone.
  const deps = { ...bot, whisper: way === 'public' ? bot.takeBack : bot.respond };
  const say = (how: Acknowledgement) => acknowledge(interaction, how, deps, begun);
  if (typeof way === 'string' && handler.runsFirst)
    return runThenAcknowledge(way, say, (then) => run(interaction, handler, then), deps);
  if (!(await say(way)) || typeof way !== 'string') return;
  if (allowed || (await isResearcher(interaction, deps))) return run(interaction, handler, deps);
  await deps.whisper(interaction, problemView(deps.words, [missingPermission(deps.words, handler.permission)]));
}

async function run<I extends Answered>(interaction: I, handler: Handler<I>, deps: CommandDeps): Promise<void> {
  try {
    await handler.run(interaction, deps);
  } catch (error) {
    const refused = error instanceof AskRefused;
    if (!refused) deps.log.error({ interactionId: interaction.id, error }, 'a command failed');
    const problem = refused ? refusedWords(deps.words, error.reason) : deps.words.asking.wentWrong;
    await deps.whisper(interaction, refusalView(deps.words, [problem], interaction));
  }
}

async function isResearcher({ guildId, member }: Answered, { database }: CommandDeps): Promise<boolean> {
  const guild = guildId === null ? null : await getGuildSettings(database.db, guildId);
  return guild?.researcherRoles?.some((role) => rolesOf(member).includes(role)) === true;
}

const missingPermission = ({ asking }: Words, permission: bigint | undefined): string =>
  asking.onlyFor(permission === PermissionFlagsBits.ManageGuild ? 'managers' : 'moderators');
