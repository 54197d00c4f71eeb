import { createInterface } from 'node:readline/promises';
import { SaidError } from '../../../src/said-error.ts';
import { checkFolder, deleteVisits, leftBehind } from './data-folder.ts';

/** How a reset talks to whoever asked for it. */
export interface Talk {
  say(line: string): void;
  /** Asks a question. null where nobody can answer. */
  ask: ((question: string) => Promise<string>) | null;
}

/**
 * Deletes what earlier visits left, after it has said what that is.
 * @param options.yes do not ask
 * @returns whether to go on: false when the answer was no
 * @throws {SaidError} when it would have to ask and nobody can answer, and when the folder is somebody else's
 */
export async function reset(dataDir: string, { yes, talk }: { yes: boolean; talk: Talk }): Promise<boolean> {
  await checkFolder(dataDir);
  const left = await leftBehind(dataDir);
  if (left.length === 0) {
    talk.say(`There is nothing to delete in ${dataDir}.`);
    return true;
  }
  talk.say(
    `This deletes what you built in ${dataDir}: the questions, answers, votes and settings in its database, the messages of its Discord, and the key of its pseudonyms (${left.join(', ')}). It cannot be undone.`,
  );
  if (!yes) {
    if (!talk.ask) throw new SaidError('Nobody can answer here. Add --yes to delete it without being asked.');
    const answer = await talk.ask('Delete it? [y/N] ');
    if (!/^y(?:es)?$/i.test(answer.trim())) {
      talk.say('Nothing was deleted.');
      return false;
    }
  }
  await deleteVisits(dataDir);
  talk.say('Deleted.');
  return true;
}

/** Talks in the terminal. */
export const terminal: Talk = {
  say: (line) => console.log(line),
  ask: process.stdin.isTTY
    ? async (question) => {
        const lines = createInterface({ input: process.stdin, output: process.stdout });
        try {
          return await lines.question(question);
        } finally {
          lines.close();
        }
      }
    : null,
};
