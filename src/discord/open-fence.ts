/** A code block that is open at the end of a text. */
export interface OpenFence {
  /** Where its opening fence starts. */
  from: number;
  /** Where its content starts. */
  inner: number;
  /** The opening fence, such as three backticks. */
  fence: string;
  /** What closes it: a line with the same quote marks and indentation, or the fence alone within a line. */
  closing: string;
}

const BLOCK = /^((?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])[ \t]))*[ \t]*)(`{3,}|~{3,})(.*)$/;
const QUOTED = /^[ \t]*>/;
const WITHIN = /(?<![\\`])`{3,}(?!`)/g;

/**
 * The code block that is open at the end of a Markdown text. A fence may stand in lists and quotes. Discord
 * also takes three backticks within a line for a fence.
 * @returns null when none is open
 */
export function findOpenFence(text: string): OpenFence | null {
  if (!text.includes('```') && !text.includes('~~~')) return null;
  let open: (OpenFence & { block: boolean; quoted: boolean }) | null = null;
  let from = 0;
  for (const line of text.split('\n')) {
    const [, containers = '', fence = '', rest = ''] = BLOCK.exec(line) ?? [];
    // A quote ends with its last line, and takes the code block with it.
    if (open?.quoted && !QUOTED.test(line)) open = null;
    if (open?.block) {
      if (fence[0] === open.fence[0] && fence.length >= open.fence.length && rest.trim() === '') open = null;
    } else if (!open && fence !== '' && !(fence[0] === '`' && rest.includes('`'))) {
      const place = from + containers.length;
      open = {
        from: place,
        inner: from + line.length,
        fence,
        block: true,
        quoted: QUOTED.test(line),
        closing: `\n${containers.replace(/[^>\s]/g, ' ')}${fence}`,
      };
    } else {
      for (const { index, 0: run } of line.matchAll(WITHIN)) {
        if (open) open = null;
        else {
          const inner = from + index + run.length;
          open = { from: from + index, inner, fence: run, block: false, quoted: QUOTED.test(line), closing: run };
        }
      }
    }
    from += line.length + 1;
  }
  return open;
}
