import {
  type AnySelectMenuInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js';
import { codeOf, discordCodes, toRequest } from '../src/discord/send.ts';
import type { Acknowledgement, CommandDeps } from './command.ts';

export type Pressed = ButtonInteraction | AnySelectMenuInteraction | ModalSubmitInteraction;
export type Answered = ChatInputCommandInteraction | MessageContextMenuCommandInteraction | Pressed;

/** false: Discord no longer waits for this interaction, so nothing may be done in its name. `begun`: when it came, by `performance.now()`. */
export async function acknowledge(
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

/** Within Discord's three seconds, and with time to spare for the acknowledgement itself. */
const WRITE_WITHIN_MS = 2000;

/**
 * What a person asks has its row before they are told that it was taken: a process that dies in between loses nothing. A database that is slow is not
 * waited for. Whoever must be told something is told alone: in place of the acknowledgement, or, if that was public by then, once it is taken back.
 */
export async function runThenAcknowledge(
  way: 'public' | 'ephemeral' | 'update',
  say: (way: Acknowledgement) => Promise<boolean>,
  run: (deps: CommandDeps) => Promise<void>,
  deps: CommandDeps,
): Promise<void> {
  const due = Promise.withResolvers<Acknowledgement>();
  const timer = setTimeout(() => due.resolve(way), WRITE_WITHIN_MS);
  const acknowledged = due.promise.then(say);
  acknowledged.catch(() => {});
  const respond: CommandDeps['respond'] = async (at, view) => {
    due.resolve(way);
    if (await acknowledged) await deps.respond(at, view);
  };
  const whisper: CommandDeps['whisper'] = async (at, view) => {
    due.resolve(view);
    if ((await due.promise) === view) return void (await acknowledged);
    if (await acknowledged) await deps.whisper(at, view);
  };
  try {
    await run({ ...deps, respond, whisper });
  } finally {
    due.resolve(way);
    clearTimeout(timer);
  }
  await acknowledged;
}
