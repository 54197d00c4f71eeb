import type { Ballot } from '../../../db/repo/ballots.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { letterAt } from '../../ballots/choice.ts';
import type { Words } from '../words/words.ts';
import { type MessageView, text } from './blocks.ts';
import { tallyRows } from './tally-rows.ts';

/** The word that voting has closed, with the result in one sentence. */
export function announcedView(words: Words, snapshot: AskSnapshot, ballot: Ballot): MessageView {
  const rows = tallyRows(words, snapshot, ballot);
  const total = rows.reduce((sum, { votes }) => sum + votes, 0);
  const forPick = rows.find(({ pick }) => pick)?.votes ?? 0;
  const letter = ballot.kind === 'ballot' ? null : letterAt(ballot.shown.indexOf(snapshot.ask.pick ?? -1));
  return { components: [text(words.closing.announced(letter, forPick, total))], files: [] };
}

/** The first word in the thread of a question, on a server that wants no other. */
export const talkView = ({ closing }: Words): MessageView => ({ components: [text(closing.talk)], files: [] });
