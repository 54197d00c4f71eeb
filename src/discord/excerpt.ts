/** The beginning of a text. */
export interface Excerpt {
  text: string;
  /** Whether anything was left out. */
  cut: boolean;
}

const FENCE = /^\s{0,3}(`{3,}|~{3,})(.*)$/;

/**
 * The beginning of a Markdown text in at most `max` characters (at least 20). It is cut at the end of a
 * paragraph, line or word if one is near. A code block that the cut falls into is closed, so that it does not
 * swallow what follows.
 */
export function excerpt(text: string, max: number): Excerpt {
  if (text.length <= max) return { text, cut: false };
  // Room for "\n```\n…"; a longer fence takes its own length.
  for (let room = max - 6; room > 0; ) {
    const head = cutAtBoundary(text, room);
    const fence = openFence(head);
    const closed = fence === null ? `${head.trimEnd()}\n…` : `${head.trimEnd()}\n${fence}\n…`;
    if (closed.length <= max) return { text: closed, cut: true };
    room -= closed.length - max;
  }
  return { text: '…', cut: true };
}

/**
 * The code fence that is still open at the end of a Markdown text.
 * @returns null when none is open
 */
export function openFence(text: string): string | null {
  let open: string | null = null;
  for (const line of text.split('\n')) {
    const [, fence, rest] = FENCE.exec(line) ?? [];
    if (!fence) continue;
    if (open === null) open = fence;
    else if (fence[0] === open[0] && fence.length >= open.length && rest?.trim() === '') open = null;
  }
  return open;
}

function cutAtBoundary(text: string, max: number): string {
  const head = wholeCharacters(text, max);
  for (const boundary of ['\n\n', '\n', ' ']) {
    const at = head.lastIndexOf(boundary);
    if (at > max * 0.6) return head.slice(0, at);
  }
  return head;
}

/** The first `max` UTF-16 units of a text, or one less if that would split a surrogate pair. */
function wholeCharacters(text: string, max: number): string {
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}
