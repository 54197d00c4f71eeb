import type { AskSnapshot } from '../../asks/snapshot.ts';
import { letterAt } from '../../ballots/choice.ts';
import { readable } from '../plain-text.ts';
import type { Words } from '../words/words.ts';
import { quoteReply, type ViewFile } from './blocks.ts';
import { candidateName, shortModelLabel } from './candidate-name.ts';
import type { Match } from './matches.ts';

/** Characters of a reply beside its match, and in the list of all, before Markdown is escaped. */
const QUOTED = 200;
const HINT = 44;

/**
 * What the two replies of a match are: who wrote each, whether voters saw it and by which letter, and how it
 * begins. Both are attached whole.
 */
export function reasoningReplies(words: Words, snapshot: AskSnapshot, { a, b }: Match, at: number) {
  const lines = [a, b].flatMap((slot) => [
    `**${candidateName(words, slot)}** · ${whatItIs(words, snapshot, slot)}`,
    `> ${quoteReply(textOf(snapshot, slot), QUOTED) || words.voting.empty}`,
  ]);
  const whole: ViewFile = {
    name: `replies-${at}.md`,
    text: [a, b]
      .map((slot) => `# ${candidateName(words, slot)}\n\n${readable(textOf(snapshot, slot))}`)
      .join('\n\n---\n\n'),
  };
  return { lines: lines.join('\n'), files: [whole] };
}

/** A line for each reply, so that no number stands alone: its beginning, and what voters saw of it. */
export const replyHint = (words: Words, snapshot: AskSnapshot, slot: number): string => {
  const hint = quoteReply(textOf(snapshot, slot), HINT);
  return [...place(words, snapshot, slot), ...(hint === '' ? [] : [words.reasoning.begins(hint)])].join(' · ');
};

const textOf = ({ candidates }: AskSnapshot, slot: number) =>
  candidates.find((candidate) => candidate.slot === slot)?.text ?? '';

function whatItIs(words: Words, snapshot: AskSnapshot, slot: number): string {
  const model = snapshot.candidates.find((candidate) => candidate.slot === slot)?.model;
  return [...(model === undefined ? [] : [shortModelLabel(model)]), ...place(words, snapshot, slot)].join(' · ');
}

/** The letter of a reply for voters, and whether it is the pick. */
function place({ reasoning, voting }: Words, { ask, ballot }: AskSnapshot, slot: number): string[] {
  const at = ballot && ballot.kind !== 'ballot' ? ballot.shown.indexOf(slot) : -1;
  return [
    ...(at < 0 ? [] : [reasoning.votersSaw(letterAt(at))]),
    ...(slot === ask.pick && ask.judged !== false ? [voting.isPick] : []),
  ];
}
