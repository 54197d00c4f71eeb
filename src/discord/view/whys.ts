import type { VoteReason } from '../../../db/repo/disagreements.ts';
import { decisive } from '../../ballots/reason.ts';
import { readable } from '../plain-text.ts';
import type { Words } from '../words/words.ts';
import { quoteLine, type ViewFile } from './blocks.ts';

/** How many voters' words are quoted of each side, and how many characters of each. */
const QUOTES = 2;
const QUOTED = 130;
const FILE = 'why.md';

type Side = 'pick' | 'opponent' | 'none';

interface Given {
  pick: number;
  opponent: number;
  reasons: readonly VoteReason[];
  /** Whether the ask's texts are no longer kept. */
  emptied: boolean;
}

/**
 * Why people voted as they did, by what they chose: how often each reason was named, and some of their words.
 */
export function whysOf(
  words: Words,
  { pick, opponent, reasons, emptied }: Given,
): { texts: string[]; files: ViewFile[] } {
  const { disagreements } = words;
  const sides: readonly Side[] = ['opponent', 'pick', 'none'];
  const of = (side: Side) =>
    reasons.filter(({ slot }) => (slot === pick ? 'pick' : slot === opponent ? 'opponent' : 'none') === side);
  const told = sides.map((side) => ({ side, named: namedBy(words, of(side)), said: wordsIn(of(side)) }));
  const lines = told.flatMap(({ side, named, said }) =>
    named === '' && said.length === 0
      ? []
      : [
          `**${disagreements.why[side]}**${named === '' ? '' : `: ${named}`}`,
          ...said.slice(0, QUOTES).map((one) => `- ${quoteLine(one, QUOTED)}`),
        ],
  );
  const longer = told.some(({ said }) => said.length > QUOTES || said.some((one) => one.length > QUOTED));
  const note = emptied
    ? disagreements.wordsGone
    : lines.length === 0
      ? disagreements.nobodySaid
      : longer
        ? `${disagreements.wordsOf} ${disagreements.moreInFile}`
        : disagreements.wordsOf;
  return {
    // A text of its own: behind a list, Discord would read the note as a part of its last line.
    texts: [...(lines.length > 0 ? [lines.join('\n')] : []), `-# ${note}`],
    files: longer
      ? [
          {
            name: FILE,
            text: told
              .filter(({ said }) => said.length > 0)
              .map(({ side, said }) => `# ${disagreements.why[side]}\n\n${said.map(readable).join('\n\n---\n\n')}\n`)
              .join('\n'),
          },
        ]
      : [],
  };
}

const wordsIn = (reasons: readonly VoteReason[]) => reasons.flatMap(({ words }) => (words ? [words] : []));

function namedBy({ disagreements, voting }: Words, reasons: readonly VoteReason[]): string {
  const counts = decisive.map((name) => ({ name, count: reasons.filter((one) => one.reasons.includes(name)).length }));
  return counts
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => disagreements.times(voting.reasons[name].label, count))
    .join(', ');
}
