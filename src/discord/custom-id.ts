import { type BallotKey, ballotKeys } from '../ballots/choice.ts';

/** What a button means stands in its custom_id, so that any process can answer it, after any restart. */
export type ButtonId =
  | { family: 'vote'; ballotId: string; key: BallotKey }
  | { family: 'peek'; ballotId: string }
  | { family: 'compare'; ballotId: string }
  | { family: 'reasoning'; askId: string; page: number };

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const patterns = {
  vote: new RegExp(`^vote:(${uuid}):(${ballotKeys.join('|')})$`),
  peek: new RegExp(`^peek:(${uuid})$`),
  compare: new RegExp(`^compare:(${uuid})$`),
  reasoning: new RegExp(`^reasoning:(${uuid}):(\\d{1,3})$`),
};

export function writeButtonId(id: ButtonId): string {
  switch (id.family) {
    case 'vote':
      return `vote:${id.ballotId}:${id.key}`;
    case 'reasoning':
      return `reasoning:${id.askId}:${id.page}`;
    default:
      return `${id.family}:${id.ballotId}`;
  }
}

/** null for anything that we did not write. */
export function readButtonId(text: string): ButtonId | null {
  const vote = patterns.vote.exec(text);
  if (vote) return { family: 'vote', ballotId: vote[1] as string, key: vote[2] as BallotKey };
  const peek = patterns.peek.exec(text);
  if (peek) return { family: 'peek', ballotId: peek[1] as string };
  const compare = patterns.compare.exec(text);
  if (compare) return { family: 'compare', ballotId: compare[1] as string };
  const reasoning = patterns.reasoning.exec(text);
  if (reasoning) return { family: 'reasoning', askId: reasoning[1] as string, page: Number(reasoning[2]) };
  return null;
}
