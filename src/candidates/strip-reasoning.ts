/**
 * A reply without the reasoning that some models write into it: what stands after the last `</think>`; where a `<think>` was never
 * closed, what stands before it. Opening tags may be missing, because templates add them.
 */
export function stripReasoning(reply: string): string {
  const closed = reply.split(/<\/think(?:ing)?>/i);
  const afterLast = closed.at(-1) ?? '';
  return (afterLast.split(/<think(?:ing)?>/i)[0] ?? '').trim();
}
