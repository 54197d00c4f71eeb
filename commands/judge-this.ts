import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  type Client,
  ComponentType,
  InteractionContextType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js';
import { findAskByMessage, getAsk } from '../db/repo/asks.ts';
import type { Taken } from '../src/asks/create.ts';
import { isWithinReach } from '../src/asks/within-reach.ts';
import { askFormId, judgeThisId } from '../src/discord/custom-id.ts';
import { inBackticks } from '../src/discord/view/blocks.ts';
import { problemView } from '../src/discord/view/problem.ts';
import { command } from '../src/discord/words/describe.ts';
import { beginning } from '../src/graphemes.ts';
import { isBlank } from '../src/invisible.ts';
import { button, type CommandDeps, form, type MessageCommand } from './command.ts';
import { startAsk } from './start-ask.ts';
import { readTarget } from './taken-message.ts';

/**
 * **Judge this** below a chat reply: several candidates are written for the same question, and judged. The
 * question still belongs to its writer, whoever presses the button.
 */
export const judgeThis = button(judgeThisId, {
  runsFirst: true,
  acknowledge: () => 'public',
  async run(interaction, { askId }, deps) {
    const ask = await getAsk(deps.database.db, askId);
    const hash = deps.pseudonymOf(interaction.user.id);
    // Only chat replies have this button. With a forged custom_id it must not publish a private question, or
    // one that was taken from a message's menu.
    if (ask?.source !== 'chat' || !isWithinReach(ask, { channelId: interaction.channelId, hash }))
      return deps.whisper(interaction, problemView(deps.words, [deps.words.asking.gone]));
    const { prompt, parentId, fileName, fileText } = ask;
    const file = fileText === null ? null : { name: fileName ?? 'file.txt', text: fileText };
    const pictures = { ofAsk: askId };
    await startAsk(interaction, { prompt, parentId, file, pictures, taken: { question: askId } }, deps);
  },
});

const FIELD = 'question';
/** The most that Discord allows in a text input, and in the description of one. */
const [FORM_LENGTH, NOTE_LENGTH] = [4000, 100];
const NAMES_LENGTH = 60;

/**
 * **Ask the tribunal** in a message's context menu: puts the text of the message into a form. Whoever submits
 * the form asks the question. Its words still belong to the writer of the message, even if they were changed
 * in the form, because nobody can tell how much of them is left.
 */
export const askTheTribunal: MessageCommand = {
  outside: true,
  data: {
    type: ApplicationCommandType.Message,
    ...command('Ask the tribunal'),
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  },
  async acknowledge(interaction, words) {
    const { asking } = words;
    const { text, notRead, from } = await readTarget(interaction, ownId(interaction));
    const names = inBackticks(notRead.join(', '), NAMES_LENGTH);
    if (isBlank(text)) return problemView(words, [notRead.length > 0 ? asking.formOnly(names) : asking.formNoText]);
    const note =
      text.length > FORM_LENGTH
        ? asking.formCut(FORM_LENGTH, text.length)
        : notRead.length > 0
          ? asking.formNotRead(names)
          : asking.formNote;
    return {
      form: {
        custom_id: askFormId.write({ from }),
        title: asking.formTitle,
        components: [
          {
            type: ComponentType.Label,
            label: asking.formLabel,
            description: beginning(note, NOTE_LENGTH),
            component: {
              type: ComponentType.TextInput,
              custom_id: FIELD,
              style: TextInputStyle.Paragraph,
              value: beginning(text, FORM_LENGTH),
              min_length: 1,
              max_length: FORM_LENGTH,
            },
          },
        ],
      },
    };
  },
  run: async () => {},
};

/**
 * The bot's own user id. When interactions come over HTTP, the client is not logged in. The application's id
 * is the same.
 */
const ownId = ({ client, applicationId }: { client: Client<boolean>; applicationId: string }) =>
  client.user?.id ?? applicationId;

/** The form of **Ask the tribunal**, submitted. */
export const tribunalAsked = form(askFormId, {
  runsFirst: true,
  outside: true,
  acknowledge: (interaction, _id, words) =>
    isBlank(interaction.fields.getTextInputValue(FIELD)) ? problemView(words, [words.asking.formEmpty]) : 'public',
  async run(interaction, { from }, deps) {
    const prompt = interaction.fields.getTextInputValue(FIELD).trim();
    const taken = from && (await takenFrom(from, interaction, deps));
    // What else this bot says may hold words of people, who cannot be told from here.
    if (from?.authorId === ownId(interaction) && !taken)
      return deps.whisper(interaction, problemView(deps.words, [deps.words.asking.formOwn], prompt));
    await startAsk(interaction, { prompt, source: 'menu', taken }, deps);
  },
});

async function takenFrom(
  { messageId, authorId }: { messageId: string; authorId: string },
  interaction: ModalSubmitInteraction,
  { database, pseudonymOf }: CommandDeps,
): Promise<Taken | null> {
  if (authorId !== ownId(interaction)) return { writtenBy: pseudonymOf(authorId) };
  const answered = await findAskByMessage(database.db, messageId);
  return answered && { answer: answered.id };
}
