/**
 * Removes the reasoning that some models write into a reply: keeps what stands after the last `</think>`, or
 * before a `<think>` that was never closed. Opening tags may be missing, because templates add them.
 */
export function stripReasoning(reply: string): string {
  const closed = reply.split(/<\/think(?:ing)?>/i);
  const afterLast = closed.at(-1) ?? '';
  return (afterLast.split(/<think(?:ing)?>/i)[0] ?? '').trim();
}
