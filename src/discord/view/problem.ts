import type { Words } from '../words/words.ts';
import { accents, container, file, type MessageView, text } from './blocks.ts';

/**
 * What is wrong and what to do. What the person typed is attached as a file, so that they need not type it
 * again.
 */
export function problemView({ asking }: Words, problems: readonly string[], typed: string | null = null): MessageView {
  const keep = typed !== null && typed.trim() !== '';
  return {
    components: [
      container(accents.failed, [
        text(problems.map((problem) => `${problem}`).join('\n') + (keep ? `\n-# ${asking.typedInFile}` : '')),
        ...(keep ? [file(asking.typedFile)] : []),
      ]),
    ],
    files: keep ? [{ name: asking.typedFile, text: typed }] : [],
  };
}
