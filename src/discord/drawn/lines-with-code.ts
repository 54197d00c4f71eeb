import { anyCode } from '../../markdown-code.ts';

/** The lines of a Markdown text, each with whether code of several lines goes through it. */
export function linesWithCode(markdown: string): { line: string; code: boolean }[] {
  const blocks = anyCode(markdown).filter(({ from, to }) => {
    const code = markdown.slice(from, to);
    return code.includes('\n') || /^[ \t>]*(`{3}|~{3})/.test(code);
  });
  let [start, at] = [0, 0];
  return markdown.split('\n').map((line) => {
    const end = start + line.length;
    while (at < blocks.length && blocks[at]!.to < start) at++;
    const block = blocks[at];
    const code = block !== undefined && block.from <= end && block.to >= start;
    start = end + 1;
    return { line, code };
  });
}
