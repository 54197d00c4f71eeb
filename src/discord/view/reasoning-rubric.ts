import type { RubricRow } from '../../../db/repo/rubrics.ts';
import type { Words } from '../words/words.ts';
import { quoteLine, type ViewFile } from './blocks.ts';
import { modelLabel } from './candidate-name.ts';

/** What all rubrics together may take of a message, in characters. */
const ROOM = 1100;
/** The most characters of one criterion, before what Markdown would act on is escaped. */
const LINE = 180;

/**
 * What the judge looked for: the rubrics that were written before it saw a reply, as the models wrote them.
 * What does not fit is left to a file.
 *
 * @returns null when the ask has none.
 */
export function reasoningRubrics(
  words: Words,
  rubrics: readonly RubricRow[],
): { body: string; files: ViewFile[] } | null {
  if (rubrics.length === 0) return null;
  const each = Math.floor(ROOM / rubrics.length);
  const parts = rubrics.map((rubric) => rubricLines(words, rubric, each));
  const files = parts.some(({ cut }) => cut)
    ? [{ name: 'rubric.md', text: rubrics.map(whole).join('\n\n---\n\n') }]
    : [];
  return {
    body: [`### ${words.reasoning.lookedFor}`, ...parts.flatMap(({ lines }) => lines)].join('\n'),
    files,
  };
}

const whole = ({ writer, text }: RubricRow): string => `# ${modelLabel(writer)}\n\n${text ?? ''}`;

function rubricLines(words: Words, { writer, text }: RubricRow, room: number): { lines: string[]; cut: boolean } {
  const heading = `-# ${words.reasoning.rubricBy(modelLabel(writer))}`;
  if (text === null) return { lines: [heading, words.reasoning.lookedForNothing], cut: false };
  const lines = [heading];
  let left = room - heading.length;
  let cut = false;
  for (const said of text.split('\n').filter((line) => line.trim() !== '')) {
    const line = `> ${quoteLine(said, LINE)}`;
    cut ||= said.trim().length > LINE;
    // Room for the line that says that there is more.
    if (line.length + 3 > left - 3) return { lines: [...lines, '> …'], cut: true };
    lines.push(line);
    left -= line.length + 1;
  }
  return { lines, cut };
}
