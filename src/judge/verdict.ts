import type { StopReason } from '../models/model.ts';
import type { InvalidReason } from '../terms.ts';

export interface ReadVerdict {
  verdict: 'first' | 'second';
  /** Two different markers stand in the answer; the last one counts. */
  conflict: boolean;
}

export type Reading =
  | (ReadVerdict & { invalidReason: null; reasoning: string; answer: string })
  | { verdict: 'invalid'; conflict: false; invalidReason: InvalidReason; reasoning: string; answer: string };

/**
 * Reads the last match of `marker`; its first group is what was named.
 * @returns null where there is none
 */
export function lastMarker(
  answer: string,
  marker: RegExp,
  side: (named: string) => 'first' | 'second',
): ReadVerdict | null {
  const named = [...answer.matchAll(marker)].map((found) => side(found[1]!));
  const verdict = named.at(-1);
  return verdict === undefined ? null : { verdict, conflict: named.some((other) => other !== verdict) };
}

/**
 * Reads a judge's reply strictly. Only what stands after the LAST `</think>` counts, because the thought
 * weighs both sides and often names the loser last. A reply without a marker is `invalid`, never a tie and
 * never a default winner. A reply that ran out of tokens is `truncated`.
 */
export function readVerdict(
  reply: { text: string; reasoning: string; stopReason: StopReason },
  read: (answer: string) => ReadVerdict | null,
): Reading {
  const { reasoning, answer } = takeApart(reply);
  const invalid = (invalidReason: InvalidReason): Reading => ({
    verdict: 'invalid',
    conflict: false,
    invalidReason,
    reasoning,
    answer,
  });
  if (reply.stopReason === 'refused') return invalid('refused');
  // Cut off inside a thought that the template had opened: a marker in there is a thought, not a verdict.
  const thoughtEnded = reply.reasoning.trim() !== '' || reply.text.includes('</think>');
  if (reply.stopReason === 'length' && !thoughtEnded) return invalid('truncated');
  const found = read(answer);
  if (found) return { ...found, invalidReason: null, reasoning, answer };
  if (reply.stopReason === 'length') return invalid('truncated');
  return invalid(reply.text.trim() === '' && reply.reasoning.trim() === '' ? 'empty' : 'no-marker');
}

/**
 * Splits reasoning from answer. Reasoning may come in a field of its own, between tags in the text, or both;
 * an opening tag alone is a thought that never ended.
 */
function takeApart({ text, reasoning }: { text: string; reasoning: string }): { reasoning: string; answer: string } {
  const end = text.lastIndexOf('</think>');
  const inline = end === -1 ? '' : text.slice(0, end);
  const rest = end === -1 ? text : text.slice(end + '</think>'.length);
  const open = rest.indexOf('<think>');
  const answer = open === -1 ? rest : rest.slice(0, open);
  const unfinished = open === -1 ? '' : rest.slice(open);
  const thought = [reasoning, inline, unfinished].map((part) => part.replaceAll('<think>', '').trim()).filter(Boolean);
  return { reasoning: thought.join('\n\n'), answer: answer.trim() };
}
