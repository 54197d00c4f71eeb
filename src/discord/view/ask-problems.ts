import type { AskProblem } from '../../asks/options.ts';
import type { FileProblem } from '../../asks/question-file.ts';
import type { Words } from '../words/words.ts';
import { inBackticks } from './blocks.ts';

/** What is wrong with an option of `/ask`. */
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

/** Why an attached file is refused. */
export function fileProblem({ asking }: Words, problem: FileProblem): string {
  const name = inBackticks(problem.name);
  switch (problem.kind) {
    case 'large':
      return asking.fileTooLarge(name, problem.most);
    case 'unread':
      return asking.fileUnread(name);
    case 'no-text':
      return asking.fileNoText(name);
    case 'empty':
      return asking.fileEmpty(name);
    case 'long':
      return asking.fileTooLong(name, problem.length, problem.most);
  }
}
