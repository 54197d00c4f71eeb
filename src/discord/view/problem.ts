import { accents, container, file, type MessageView, text } from './blocks.ts';

/** What is wrong and what to do; a long question goes along as a file, so that nobody has to type it again. */
export function problemView(problems: readonly string[], typed: string | null = null): MessageView {
  const keep = typed !== null && typed.trim() !== '';
  return {
    components: [
      container(accents.failed, [
        text(
          problems.map((problem) => `${problem}`).join('\n') +
            (keep ? '\n-# What you typed is in the file, so nothing is lost.' : ''),
        ),
        ...(keep ? [file('your-question.txt')] : []),
      ]),
    ],
    files: keep ? [{ name: 'your-question.txt', text: typed }] : [],
  };
}
