import type { APIComponentInContainer } from 'discord-api-types/v10';
import type { Candidate } from '../../../db/repo/candidates.ts';
import { shareRoom } from '../../share-room.ts';
import { readable, roomWanted, shownReply } from '../plain-text.ts';
import { limits } from '../sizes.ts';
import type { Words } from '../words/words.ts';
import { file, separator, text, type ViewFile } from './blocks.ts';

export interface Answer {
  heading: string;
  text: string;
  /** Of the file that carries the whole text where it is too long to be shown; tells nothing about who wrote it. */
  fileName: string;
}

export interface AnswerBlocks {
  /** One list of components an answer. */
  blocks: APIComponentInContainer[][];
  files: ViewFile[];
}

/** Room kept for everything else in the message: question, headings, tally, times. */
const ROOM_FOR_THE_REST = 1100;

/** Answers as they fit into one message together, leaving `alsoKept` characters for others; each that does not fit is cut, and goes along whole as a file. */
export function answerTexts(words: Words, answers: readonly Answer[], alsoKept = 0): AnswerBlocks {
  const room = shareRoom(
    answers.map((answer) => roomWanted(answer.text)),
    limits.textTotal - ROOM_FOR_THE_REST - alsoKept,
  );
  const files: ViewFile[] = [];
  const blocks = answers.map((answer, index) => {
    const shown = shownReply(answer.text, Math.max(20, room[index] ?? 0));
    const block: APIComponentInContainer[] = [text(`${answer.heading}\n${shown.text}`.trim() || words.voting.empty)];
    if (shown.cut) {
      files.push({ name: answer.fileName, text: readable(answer.text) });
      block.push(file(answer.fileName));
    }
    return block;
  });
  return { blocks, files };
}

/** Two answers in this order as A and B, each followed by a line; `note` is put behind the letter of a slot. */
export function ballotAnswers(
  words: Words,
  order: readonly number[],
  candidates: readonly Candidate[],
  note: (slot: number) => string = () => '',
): { components: APIComponentInContainer[]; files: ViewFile[] } {
  const { blocks, files } = answerTexts(
    words,
    order.map((slot, index) => {
      const letter = index === 0 ? 'A' : 'B';
      return {
        heading: `### ${letter}${note(slot)}`,
        text: candidates.find((candidate) => candidate.slot === slot)?.text ?? '',
        fileName: `answer-${letter.toLowerCase()}.md`,
      };
    }),
  );
  return { components: blocks.flatMap((block) => [...block, separator()]), files };
}
