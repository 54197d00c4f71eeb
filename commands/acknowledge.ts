import {
  type AnySelectMenuInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js';
import { actOn, isUnshown, readRefusal } from '../src/discord/refusals.ts';
import { toRequest } from '../src/discord/send.ts';
import type { MessageView } from '../src/discord/view/blocks.ts';
import { problemView } from '../src/discord/view/problem.ts';
import { withoutFiles } from '../src/discord/view/without-files.ts';
import type { Acknowledgement, CommandDeps } from './command.ts';

/** An interaction with a component or a form: a button, a select menu or a modal. */
export type Pressed = ButtonInteraction | AnySelectMenuInteraction | ModalSubmitInteraction;
/** Every interaction that has to be acknowledged. Autocomplete is not one of them. */
export type Answered = ChatInputCommandInteraction | MessageContextMenuCommandInteraction | Pressed;

/**
 * Acknowledges an interaction in the way that its command declares. `begun` is the moment of its arrival, by
 * `performance.now()`.
 * @returns false when Discord no longer waits for the interaction, so that nothing may be done for it
 */
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
    else await replyAlone(interaction, way, deps);
    deps.metrics.acknowledged(performance.now() - begun);
    return true;
  } catch (error) {
    const act = actOn(readRefusal(error), { by: 'callback' });
    // Discord delivered it twice. The first delivery may have died after this point, and every command is
    // idempotent.
    if (act === 'acknowledged') return true;
    if (act !== 'too-late') throw error;
    deps.log.warn({ interactionId: interaction.id }, 'an interaction was acknowledged too late');
    return false;
  }
}

/** Replies for the person alone. Where Discord refuses what the view holds, in fixed words. */
async function replyAlone(interaction: Answered, view: MessageView, { words }: CommandDeps): Promise<void> {
  const reply = (shown: MessageView) => {
    const { body, files } = toRequest(shown);
    return interaction.reply({
      flags: MessageFlags.Ephemeral | MessageFlags.IsComponentsV2,
      components: body.components ?? [],
      files: files.map(({ name, data }) => ({ name, attachment: data as Buffer })),
      allowedMentions: { parse: [] },
    });
  };
  try {
    await reply(view);
  } catch (error) {
    const act = actOn(readRefusal(error), { by: 'callback', hasFiles: view.files.length > 0 });
    if (act === 'without-files') await reply(withoutFiles(view, words.asking.filesLeftOut));
    else if (isUnshown(act)) await reply(problemView(words, [words.asking.failures[act]]));
    else throw error;
  }
}

/** Discord waits three seconds for an acknowledgement. This leaves one second to deliver it. */
const WRITE_WITHIN_MS = 2000;

/**
 * Runs a command before its interaction is acknowledged. A question then has its row before its asker is told
 * that it was taken, and a process that dies in between loses nothing. If the command takes longer than
 * WRITE_WITHIN_MS, the interaction is acknowledged while the command goes on. A view that the command
 * whispers replaces the acknowledgement. If that was sent by then, `deps.whisper` shows the view, and takes a
 * public acknowledgement back first.
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
  const openForm: CommandDeps['openForm'] = async (at, form, late) => {
    due.resolve(form);
    if ((await due.promise) === form) return void (await acknowledged);
    if (await acknowledged) await deps.whisper(at, late);
  };
  try {
    await run({ ...deps, respond, whisper, openForm });
  } finally {
    due.resolve(way);
    clearTimeout(timer);
  }
  await acknowledged;
}
