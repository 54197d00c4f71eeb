import { inBackticks, type MessageView } from '../src/discord/view/blocks.ts';
import { problemView } from '../src/discord/view/problem.ts';
import type { Words } from '../src/discord/words/words.ts';
import type { Answered } from './acknowledge.ts';

/**
 * Why something was not taken, with everything that the person had typed attached as a file. An attachment of
 * theirs is not kept. It is named instead, unless a problem names it already.
 */
export function refusalView(words: Words, problems: readonly string[], interaction: Answered): MessageView {
  const file = interaction.isChatInputCommand() ? interaction.options.getAttachment('file') : null;
  const unsaid = file && !problems.some((problem) => problem.includes(file.name));
  return problemView(
    words,
    unsaid ? [...problems, words.asking.attachAgain(inBackticks(file.name))] : problems,
    typedIn(interaction),
  );
}

/**
 * What a person typed, so that a failure does not lose it.
 * @returns null when the interaction has no text
 */
function typedIn(interaction: Answered): string | null {
  if (interaction.isChatInputCommand()) return interaction.options.getString('prompt');
  if (!interaction.isModalSubmit()) return null;
  const texts = [...interaction.fields.fields.values()].flatMap((field) => ('value' in field ? [field.value] : []));
  return texts.join('\n\n') || null;
}
