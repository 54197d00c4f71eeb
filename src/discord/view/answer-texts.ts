import type { APIComponentInContainer } from 'discord-api-types/v10';
import type { Candidate } from '../../../db/repo/candidates.ts';
import { shareRoom } from '../../share-room.ts';
import { readable, roomWanted, shownReply } from '../plain-text.ts';
import { limits } from '../sizes.ts';
import type { Words } from '../words/words.ts';
import { file, separator, text, type ViewFile } from './blocks.ts';

/** An answer to be shown in a message. */
export interface Answer {
  heading: string;
  text: string;
  /**
   * The name of the file that holds the whole text, if that is too long for the message. It must not tell
   * which model wrote the answer.
   */
  fileName: string;
}

export interface AnswerBlocks {
  /** One list of components for each answer. */
  blocks: APIComponentInContainer[][];
  files: ViewFile[];
}

/** The characters that are left for everything else in the message: question, headings, tally and times. */
export const ROOM_FOR_THE_REST = 1100;

/**
 * Lays out answers so that they fit into one message together, with `alsoKept` characters left for other
 * texts. An answer that does not fit is cut, and its whole text is attached as a file.
 */
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
      block.push(file(answer.fileName, answer.text));
    }
    return block;
  });
  return { blocks, files };
}

/**
 * Two answers in this order as A and B, each followed by a separator. `note` is put behind the letter of a
 * slot.
 */
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
