import type { MessageView } from '../src/discord/view/blocks.ts';
import { problemView } from '../src/discord/view/problem.ts';
import type { Words } from '../src/discord/words/words.ts';
import type { Answered } from './acknowledge.ts';

/** Why something was not taken, for the person alone, with all that they had typed; a file that came along is named, as Discord still has it. */
export function refusalView(words: Words, problems: readonly string[], interaction: Answered): MessageView {
  const file = interaction.isChatInputCommand() ? interaction.options.getAttachment('file') : null;
  const unsaid = file && !problems.some((problem) => problem.includes(file.name));
  return problemView(
    words,
    unsaid ? [...problems, words.asking.attachAgain(file.name)] : problems,
    typedIn(interaction),
  );
}

/** What a person wrote, so that it is not lost where we fail. */
function typedIn(interaction: Answered): string | null {
  if (interaction.isChatInputCommand()) return interaction.options.getString('prompt');
  if (!interaction.isModalSubmit()) return null;
  const texts = [...interaction.fields.fields.values()].flatMap((field) => ('value' in field ? [field.value] : []));
  return texts.join('\n\n') || null;
}
