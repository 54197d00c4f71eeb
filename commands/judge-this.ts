import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  ComponentType,
  InteractionContextType,
  TextInputStyle,
} from 'discord.js';
import { getAsk } from '../db/repo/asks.ts';
import { isWithinReach } from '../src/asks/within-reach.ts';
import { askFormId, judgeThisId } from '../src/discord/custom-id.ts';
import { problemView } from '../src/discord/view/problem.ts';
import { command } from '../src/discord/words/describe.ts';
import { pseudonym } from '../src/policy/pseudonym.ts';
import { button, form, type MessageCommand } from './command.ts';
import { startAsk } from './start-ask.ts';

/** **Judge this** below a chat reply: the same question, several replies, and the judge. */
export const judgeThis = button(judgeThisId, {
  writesFirst: true,
  acknowledge: () => 'public',
  async run(interaction, { askId }, deps) {
    const ask = await getAsk(deps.database.db, askId);
    const hash = pseudonym(deps.config.PSEUDONYM_KEY, interaction.user.id);
    if (!ask || !isWithinReach(ask, { channelId: interaction.channelId, hash }))
      return deps.respond(interaction, problemView(deps.words, [deps.words.asking.gone]));
    const { prompt, parentId, fileName, fileText } = ask;
    const file = fileText === null ? null : { name: fileName ?? 'file.txt', text: fileText };
    await startAsk(interaction, { prompt, parentId, file }, deps);
  },
});

const FIELD = 'question';
/** A form's text field takes no more. */
const FORM_LENGTH = 4000;

/**
 * **Ask the tribunal** in a message's menu. What somebody else wrote is only put into a form: the question is what this person sends off,
 * and it is theirs.
 */
export const askTheTribunal: MessageCommand = {
  data: {
    type: ApplicationCommandType.Message,
    ...command('Ask the tribunal'),
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  },
  acknowledge({ targetMessage: { content } }, words) {
    const { asking } = words;
    if (content.trim() === '') return problemView(words, [asking.formNoText]);
    return {
      form: {
        custom_id: askFormId.write({}),
        title: asking.formTitle,
        components: [
          {
            type: ComponentType.Label,
            label: asking.formLabel,
            description: asking.formNote,
            component: {
              type: ComponentType.TextInput,
              custom_id: FIELD,
              style: TextInputStyle.Paragraph,
              value: content.slice(0, FORM_LENGTH).toWellFormed(),
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

export const tribunalAsked = form(askFormId, {
  writesFirst: true,
  acknowledge: (interaction, _id, words) =>
    interaction.fields.getTextInputValue(FIELD).trim() === '' ? problemView(words, [words.asking.formEmpty]) : 'public',
  async run(interaction, _id, deps) {
    const prompt = interaction.fields.getTextInputValue(FIELD).trim();
    await startAsk(interaction, { prompt, source: 'menu' }, deps);
  },
});
