/** Code as any reader may see it: blocks, spans, and what follows a fence that is never closed. */
const CODE =
  /(?<=^|\n)(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])[ \t]))*[ \t]*(`{3,}|~{3,})[^`\n]*(?:\n[\s\S]*?(?:\n[ \t>]*\1[`~]*[ \t]*(?=\n|$)|$)|$)|\\`|(?<!`)(`+)(?!`)[\s\S]*?[^`]\2(?!`)|`{3}[\s\S]*/g;

/** Changes a Markdown text except for what any reader may take for code. */
export function outsideCode(markdown: string, change: (part: string) => string): string {
  const parts: string[] = [];
  let done = 0;
  for (const { 0: code, index } of markdown.matchAll(CODE)) {
    parts.push(change(markdown.slice(done, index)), code);
    done = index + code.length;
  }
  return parts.join('') + change(markdown.slice(done));
}

/** The lines of a Markdown text, each with whether code of several lines goes through it. */
export function linesWithCode(markdown: string): { line: string; code: boolean }[] {
  const marked = [...markdown.matchAll(CODE)].filter(
    ({ 0: code }) => code.includes('\n') || /^[ \t>]*(`{3}|~{3})/.test(code),
  );
  let [from, at] = [0, 0];
  return markdown.split('\n').map((line) => {
    const to = from + line.length;
    while (at < marked.length && (marked[at]?.index ?? 0) + (marked[at]?.[0].length ?? 0) < from) at++;
    const one = marked[at];
    const code = one !== undefined && one.index <= to && one.index + one[0].length >= from;
    from = to + 1;
    return { line, code };
  });
}
