import type { StopReason } from '../models/model.ts';
import { splitAtLastThought } from '../models/thoughts.ts';
import type { InvalidReason } from '../terms.ts';
import type { ReadVerdict } from './markers.ts';

export type Reading<Side extends string = 'first' | 'second'> =
  | (Omit<ReadVerdict<Side>, 'end'> & { invalidReason: null; reasoning: string; answer: string })
  | { verdict: 'invalid'; conflict: false; invalidReason: InvalidReason; reasoning: string; answer: string };

/**
 * Reads a judge's reply strictly. Only what stands after the LAST closing mark of a thought (`</think>`)
 * counts: see `splitAtLastThought`. A reply without a marker is `invalid`, never a tie and
 * never a default winner. A reply that ran out of tokens is `truncated`.
 */
export function readVerdict<Side extends string = 'first' | 'second'>(
  reply: { text: string; reasoning: string; stopReason: StopReason },
  read: (answer: string) => ReadVerdict<Side> | null,
): Reading<Side> {
  // Reasoning may come in a field of its own, between marks in the text, or both.
  const { thought, answer, ended } = splitAtLastThought(reply.text);
  const reasoning = [reply.reasoning.trim(), thought].filter(Boolean).join('\n\n');
  const invalid = (invalidReason: InvalidReason): Reading<Side> => ({
    verdict: 'invalid',
    conflict: false,
    invalidReason,
    reasoning,
    answer,
  });
  if (reply.stopReason === 'refused') return invalid('refused');
  // Cut off inside a thought that the template had opened: a marker in there is a thought, not a verdict.
  const thoughtEnded = ended || reply.reasoning.trim() !== '';
  if (reply.stopReason === 'length' && !thoughtEnded) return invalid('truncated');
  const found = read(answer);
  // Cut off behind a marker, the judge had more to say, and may have taken it back.
  const goesOn = reply.stopReason === 'length' && found !== null && /[\p{L}\p{Nd}]/u.test(answer.slice(found.end));
  if (found && !goesOn)
    return { verdict: found.verdict, conflict: found.conflict, invalidReason: null, reasoning, answer };
  if (reply.stopReason === 'length') return invalid('truncated');
  return invalid(reply.text.trim() === '' && reply.reasoning.trim() === '' ? 'empty' : 'no-marker');
}
