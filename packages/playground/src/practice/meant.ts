import { findQuestion } from './find-question.ts';
import type { PracticeQuestion } from './question.ts';
import { followUp, withFile } from './special.ts';

/** How the bot writes a question with a file. */
const FILE = /^([\s\S]*?)\n\nThe file .+:\n\n([\s\S]*)$/;

/**
 * The question that people wrote replies for. One with a file must come with that file, and a follow-up after
 * what it follows: their answers would be wrong otherwise.
 * @param before the earlier questions of the conversation, oldest first
 * @returns null when it is none
 */
export function meant(asked: string, before: readonly string[]): PracticeQuestion | null {
  const [, question, file] = FILE.exec(asked) ?? [];
  if (question !== undefined && file !== undefined)
    return findQuestion(question, [withFile]) && same(file, withFile.file) ? withFile : null;
  const last = before.at(-1);
  if (last === undefined) return findQuestion(asked);
  const isAfter = findQuestion(last)?.question === followUp.first;
  return isAfter && findQuestion(asked, [followUp]) ? followUp : findQuestion(asked);
}

const same = (one: string, other: string): boolean => words(one) === words(other);
const words = (text: string): string => text.split(/\s+/).filter(Boolean).join(' ');
