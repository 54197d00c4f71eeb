import type { AskProblem } from '../../asks/options.ts';
import type { FileProblem } from '../../asks/question-file.ts';
import type { Words } from '../words/words.ts';

/** What is wrong with what was typed behind `/ask`. */
export function askProblem({ asking }: Words, problem: AskProblem): string {
  switch (problem.kind) {
    case 'empty':
      return asking.emptyPrompt;
    case 'long':
      return asking.longPrompt(problem.length, problem.most);
    case 'candidates':
      return asking.wrongCandidates(problem.n);
    case 'effort':
      return asking.wrongEffort;
    case 'voting':
      return asking.wrongVoting;
  }
}

/** Why an attached file is not taken. */
export function fileProblem({ asking }: Words, problem: FileProblem): string {
  switch (problem.kind) {
    case 'large':
      return asking.fileTooLarge(problem.name, problem.most);
    case 'unread':
      return asking.fileUnread(problem.name);
    case 'no-text':
      return asking.fileNoText(problem.name);
    case 'long':
      return asking.fileTooLong(problem.name, problem.length, problem.most);
  }
}
