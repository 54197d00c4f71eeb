import {
  type AnySelectMenuInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import { getGuildSettings } from '../db/repo/guild-settings.ts';
import { codeOf, discordCodes, toRequest } from '../src/discord/send.ts';
import { refusedWords } from '../src/discord/view/limits-refused.ts';
import { problemView } from '../src/discord/view/problem.ts';
import { type Words, wordsFor } from '../src/discord/words/words.ts';
import { AskRefused } from '../src/policy/limits-refused.ts';
import type { Acknowledgement, BotDeps, CommandDeps } from './command.ts';
import { messageCommands, parts, slashCommands } from './index.ts';
import { rolesOf } from './start-ask.ts';

/** Leads an interaction to its command: acknowledged, then done; a question is written down before. Never throws. */
export async function dispatch(interaction: Interaction, bot: BotDeps): Promise<void> {
  const deps = { ...bot, words: wordsFor(interaction.locale) };
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

type Pressed = ButtonInteraction | AnySelectMenuInteraction | ModalSubmitInteraction;
type Answered = ChatInputCommandInteraction | MessageContextMenuCommandInteraction | Pressed;

interface Handler<I> {
  writesFirst?: boolean;
  orResearcher?: boolean;
  acknowledge: (interaction: I, words: Words) => Acknowledgement;
  run: (interaction: I, deps: CommandDeps) => Promise<void>;
  permission?: bigint;
  anywhere?: boolean;
}

interface Pressings {
  button: ButtonInteraction;
  menu: AnySelectMenuInteraction;
  form: ModalSubmitInteraction;
}

const stranger: Handler<unknown> = {
  anywhere: true,
  acknowledge: (_interaction, words) => problemView(words, [words.asking.unknownButton]),
  run: async () => {},
};

function bound<Kind extends keyof Pressings>(kind: Kind, customId: string): Handler<Pressings[Kind]> {
  for (const part of parts) {
    const handler = part.kind === kind ? part.bind(customId) : null;
    if (handler) return handler as Handler<Pressings[Kind]>;
  }
  return stranger;
}

async function handle<I extends Answered>(interaction: I, handler: Handler<I>, deps: CommandDeps): Promise<void> {
  const begun = performance.now();
  const allowed = !handler.permission || interaction.memberPermissions?.has(handler.permission) === true;
  // Whether somebody is one is a question to the database, and comes after the acknowledgement.
  const mayBe = allowed || handler.orResearcher === true;
  const way = !isWhereItMay(interaction, handler)
    ? problemView(deps.words, [deps.words.asking.onlyOnServers], typedIn(interaction))
    : mayBe
      ? handler.acknowledge(interaction, deps.words)
      : problemView(deps.words, [missingPermission(deps.words, handler.permission)]);
  const say = () => acknowledge(interaction, way, deps, begun);
  if (typeof way === 'string' && handler.writesFirst) return runThenAcknowledge(interaction, handler, say, deps);
  if (!(await say()) || typeof way !== 'string') return;
  if (allowed || (await isResearcher(interaction, deps))) return run(interaction, handler, deps);
  await deps.respond(interaction, problemView(deps.words, [missingPermission(deps.words, handler.permission)]));
}

/** Discord offers nothing of ours outside servers but what is meant to be there; a server's limits, blocks and settings hold nowhere else. */
const isWhereItMay = ({ guildId }: Answered, { anywhere }: { anywhere?: boolean }): boolean =>
  guildId !== null || anywhere === true;

/** Within Discord's three seconds, and with time to spare for the acknowledgement itself. */
const WRITE_WITHIN_MS = 2000;

/**
 * What a person asks has its row before they are told that it was taken: a process that dies in between loses nothing. A database that
 * is slow, or a person who must be told something, is not waited for.
 */
async function runThenAcknowledge<I extends Answered>(
  interaction: I,
  handler: Handler<I>,
  say: () => Promise<boolean>,
  deps: CommandDeps,
): Promise<void> {
  const due = Promise.withResolvers<void>();
  const timer = setTimeout(due.resolve, WRITE_WITHIN_MS);
  const acknowledged = due.promise.then(say);
  acknowledged.catch(() => {});
  const respond: CommandDeps['respond'] = async (at, view) => {
    due.resolve();
    if (await acknowledged) await deps.respond(at, view);
  };
  try {
    await run(interaction, handler, { ...deps, respond });
  } finally {
    due.resolve();
    clearTimeout(timer);
  }
  await acknowledged;
}

async function run<I extends Answered>(interaction: I, handler: Handler<I>, deps: CommandDeps): Promise<void> {
  try {
    await handler.run(interaction, deps);
  } catch (error) {
    if (error instanceof AskRefused)
      return deps.respond(
        interaction,
        problemView(deps.words, [refusedWords(deps.words, error.reason)], typedIn(interaction)),
      );
    deps.log.error({ interactionId: interaction.id, error }, 'a command failed');
    await deps.respond(interaction, problemView(deps.words, [deps.words.asking.wentWrong], typedIn(interaction)));
  }
}

async function isResearcher({ guildId, member }: Answered, { database }: CommandDeps): Promise<boolean> {
  const guild = guildId === null ? null : await getGuildSettings(database.db, guildId);
  return guild?.researcherRoles?.some((role) => rolesOf(member).includes(role)) === true;
}

const missingPermission = ({ asking }: Words, permission: bigint | undefined): string =>
  asking.onlyFor(permission === PermissionFlagsBits.ManageGuild ? 'managers' : 'moderators');

/** What a person wrote, so that it is not lost where we fail. */
function typedIn(interaction: Answered): string | null {
  if (interaction.isChatInputCommand()) return interaction.options.getString('prompt');
  if (!interaction.isModalSubmit()) return null;
  const texts = [...interaction.fields.fields.values()].flatMap((field) => ('value' in field ? [field.value] : []));
  return texts.join('\n\n') || null;
}

/** false: Discord no longer waits for this interaction, so nothing may be done in its name. */
async function acknowledge(
  interaction: Answered,
  way: Acknowledgement,
  deps: CommandDeps,
  begun: number,
): Promise<boolean> {
  try {
    if (way === 'public') await interaction.deferReply();
    else if (way === 'ephemeral') await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    else if (way === 'update') await (interaction as Pressed).deferUpdate();
    else if ('form' in way) await (interaction as Exclude<Answered, ModalSubmitInteraction>).showModal(way.form);
    else {
      const { body, files } = toRequest(way);
      await interaction.reply({
        flags: MessageFlags.Ephemeral | MessageFlags.IsComponentsV2,
        components: body.components ?? [],
        files: files.map(({ name, data }) => ({ name, attachment: data as Buffer })),
        allowedMentions: { parse: [] },
      });
    }
    deps.metrics.acknowledged(performance.now() - begun);
    return true;
  } catch (error) {
    // Delivered twice: the first delivery may have died after this point, and everything behind it can be done twice without harm.
    if (codeOf(error) === discordCodes.alreadyAcknowledged) return true;
    if (codeOf(error) !== discordCodes.unknownInteraction) throw error;
    deps.log.warn({ interactionId: interaction.id }, 'an interaction was acknowledged too late');
    return false;
  }
}
