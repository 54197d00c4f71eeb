/** A line of source code that is a comment, or that ends in one. */
export interface CommentLine {
  /** From 1. */
  number: number;
  text: string;
}

/**
 * The comment lines of a TypeScript or CSS file.
 * A `//` inside a string or an address is no comment.
 * A block comment that starts behind code is not found.
 */
export function commentLines(source: string): CommentLine[] {
  let inBlock = false;
  return source.split('\n').flatMap((text, index) => {
    const trimmed = text.trim();
    const isBlock = inBlock || trimmed.startsWith('/*');
    if (isBlock) inBlock = !trimmed.includes('*/');
    const isComment = isBlock || trimmed.startsWith('//') || endsInComment(text);
    return isComment ? [{ number: index + 1, text }] : [];
  });
}

/** Whether a `//` follows on white space with all quotes before it closed. */
function endsInComment(line: string): boolean {
  return [...line.matchAll(/\s\/\/\s/g)].some(({ index }) => {
    const before = line.slice(0, index);
    return ['"', "'", '`'].every((quote) => before.split(quote).length % 2 === 1);
  });
}
