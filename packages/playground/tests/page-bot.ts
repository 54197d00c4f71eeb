import {
  type ChatInputCommandInteraction,
  Client,
  Events,
  type Interaction,
  MessageFlags,
  REST,
  Routes,
} from 'discord.js';
import type { LocalDiscord } from 'local-discord';
import { commandData } from './page-bot-commands.ts';
import * as views from './page-bot-views.ts';

/** A small bot that shows everything that the page can render, and fails on demand. */
export async function startPageBot(
  discord: LocalDiscord,
  more: typeof commandData = [],
): Promise<{ stop(): Promise<void> }> {
  const api = { api: discord.apiUrl };
  const rest = new REST(api).setToken(discord.botToken);
  await rest.put(Routes.applicationGuildCommands(discord.applicationId, discord.guildId), {
    body: [...commandData, ...more],
  });
  const client = new Client({ intents: [], rest: api });
  client.on(Events.InteractionCreate, (interaction) => void answer(interaction).catch(() => {}));
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.botToken);
  await ready;
  return { stop: () => client.destroy() };
}

/** The question, and the text of the uploaded file. */
async function questionOf(options: ChatInputCommandInteraction['options']): Promise<string> {
  const prompt = options.getString('prompt', true);
  const file = options.getAttachment('file');
  return file ? `${prompt} ${file.name}, ${file.size} bytes: ${await (await fetch(file.url)).text()}` : prompt;
}

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused();
    const all = ['Why is the sky blue?', 'Why is the sea salt?', 'How do magnets work?'];
    await interaction.respond(
      all
        .filter((name) => name.toLowerCase().includes(typed.toLowerCase()))
        .map((name) => ({ name, value: name.length.toString() })),
    );
  } else if (interaction.isChatInputCommand()) {
    const { commandName, options } = interaction;
    if (commandName === 'ask') {
      await interaction.deferReply(options.getBoolean('private') ? { flags: MessageFlags.Ephemeral } : {});
      await interaction.editReply({
        components: views.stage(options.getString('prompt', true)),
        flags: MessageFlags.IsComponentsV2,
      });
      await interaction.editReply(views.duel(await questionOf(options)));
    } else if (commandName === 'say') await interaction.reply({ content: options.getString('text', true) });
    else if (commandName === 'agreement') await interaction.reply({ content: 'Nobody has voted yet.' });
    else if (commandName === 'think') await interaction.deferReply();
    else if (commandName === 'gallery') await interaction.reply(views.gallery());
    else if (commandName === 'find') await interaction.reply({ content: `Found ${options.getString('ask')}` });
  } else if (interaction.isMessageContextMenuCommand()) {
    await interaction.reply({
      content: `The judge read ${interaction.targetMessage.components.length} part.`,
      components: [views.buttonRow('Next', `reasoning:${interaction.targetId}:1`)],
      flags: MessageFlags.Ephemeral,
    });
  } else if (interaction.isButton()) {
    if (interaction.customId === 'form') await interaction.showModal(views.form());
    else if (interaction.customId.startsWith('vote:')) {
      await interaction.reply({
        content: `**The judge picked A.** You chose ${interaction.customId.split(':').at(-1)}.`,
        components: [views.buttonRow('Say why', `reason:${interaction.id}`)],
        flags: MessageFlags.Ephemeral,
      });
    }
    // The button `dead` gets no answer.
  } else if (interaction.isStringSelectMenu()) {
    await interaction.reply({
      content: `You chose ${interaction.values.join(' and ')}.`,
      flags: MessageFlags.Ephemeral,
    });
  } else if (interaction.isModalSubmit()) {
    const { fields } = interaction;
    const said = `${fields.getTextInputValue('why')} / ${fields.getRadioGroup('kind')} / ${fields.getStringSelectValues('where').join('+')}`;
    await interaction.reply({ content: `Thank you: ${said}`, flags: MessageFlags.Ephemeral });
  }
}
