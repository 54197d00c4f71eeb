import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
} from 'discord.js';
import { readButtonId } from '../src/discord/custom-id.ts';
import { codeOf, discordCodes, toRequest } from '../src/discord/send.ts';
import type { MessageView } from '../src/discord/view/blocks.ts';
import { problemView } from '../src/discord/view/problem.ts';
import type { Acknowledgement, Button, CommandDeps } from './command.ts';
import { buttonFamilies, messageCommands, slashCommands } from './index.ts';

/** Leads an interaction to its command: acknowledged first, then checked, then done. Never throws. */
export async function dispatch(interaction: Interaction, deps: CommandDeps): Promise<void> {
  try {
    if (interaction.isChatInputCommand()) {
      const command = slashCommands.find(({ data }) => data.name === interaction.commandName);
      if (command) await handle(interaction, command, deps);
    } else if (interaction.isMessageContextMenuCommand()) {
      const command = messageCommands.find(({ data }) => data.name === interaction.commandName);
      if (command) await handle(interaction, command, deps);
    } else if (interaction.isButton()) {
      await handleButton(interaction, deps);
    } else if (interaction.isAutocomplete()) {
      const command = slashCommands.find(({ data }) => data.name === interaction.commandName);
      const allowed = !command?.permission || interaction.memberPermissions?.has(command.permission);
      await interaction.respond(allowed ? ((await command?.complete?.(interaction, deps)) ?? []) : []);
    }
  } catch (error) {
    deps.log.error({ interactionId: interaction.id, error }, 'an interaction failed');
  }
}

type Answered = ChatInputCommandInteraction | MessageContextMenuCommandInteraction | ButtonInteraction;

interface Bound<I> {
  acknowledge: (interaction: I) => Acknowledgement | MessageView;
  run: (interaction: I, deps: CommandDeps) => Promise<void>;
  permission?: bigint;
}

async function handleButton(interaction: ButtonInteraction, deps: CommandDeps): Promise<void> {
  const id = readButtonId(interaction.customId);
  if (!id) {
    const unknown = problemView(['I do not know this button. The message may be too old; please ask again.']);
    return handle(interaction, { acknowledge: () => unknown, run: async () => {} }, deps);
  }
  const family = buttonFamilies[id.family] as Button<typeof id.family>;
  await handle(interaction, { ...family, run: (clicked, d) => family.run(clicked, id as never, d) }, deps);
}

async function handle<I extends Answered>(interaction: I, handler: Bound<I>, deps: CommandDeps): Promise<void> {
  const allowed = !handler.permission || interaction.memberPermissions?.has(handler.permission) === true;
  const way = allowed
    ? handler.acknowledge(interaction)
    : problemView(['Only moderators may do this: it needs the permission **Manage Messages**.']);
  if (!(await acknowledge(interaction, way, deps)) || typeof way !== 'string') return;
  try {
    await handler.run(interaction, deps);
  } catch (error) {
    deps.log.error({ interactionId: interaction.id, error }, 'a command failed');
    const typed = interaction.isChatInputCommand() ? interaction.options.getString('prompt') : null;
    await deps.respond(
      interaction,
      problemView(['Something went wrong on our side. Please try again in a minute.'], typed),
    );
  }
}

/** false: Discord no longer waits for this interaction, so nothing may be done in its name. */
async function acknowledge(
  interaction: Answered,
  way: Acknowledgement | MessageView,
  deps: CommandDeps,
): Promise<boolean> {
  try {
    if (way === 'public') await interaction.deferReply();
    else if (way === 'ephemeral') await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    else if (way === 'update') await (interaction as ButtonInteraction).deferUpdate();
    else {
      const { body, files } = toRequest(way);
      await interaction.reply({
        flags: MessageFlags.Ephemeral | MessageFlags.IsComponentsV2,
        components: body.components ?? [],
        files: files.map(({ name, data }) => ({ name, attachment: data as Buffer })),
        allowedMentions: { parse: [] },
      });
    }
    return true;
  } catch (error) {
    // Delivered twice: the first delivery may have died after this point, and everything behind it can be done twice without harm.
    if (codeOf(error) === discordCodes.alreadyAcknowledged) return true;
    if (codeOf(error) !== discordCodes.unknownInteraction) throw error;
    deps.log.warn({ interactionId: interaction.id }, 'an interaction was acknowledged too late');
    return false;
  }
}
