import type { Ask } from '../../db/repo/asks.ts';
import type { Ballot } from '../../db/repo/ballots.ts';
import type { Candidate } from '../../db/repo/candidates.ts';
import { letterAt, letters } from '../ballots/choice.ts';
import { orderFor } from '../ballots/order.ts';

/**
 * What stands above a **Report** button, so that whoever reports can say which answer they mean. `one`: a
 * single answer. `duel`: A and B. `open`: the pick, and another one under **Compare**. `picked`: the pick of
 * a closed ballot of all answers. A number: that many answers, with letters of each reader's own.
 */
export type Among = 'one' | 'duel' | 'open' | 'picked' | number;

type Asked = Pick<Ask, 'source' | 'pick' | 'seed'>;

/** What stands above the **Report** button of an ask now. */
export function amongOf({ source }: Pick<Ask, 'source'>, ballot: Ballot | null): Among {
  if (!ballot || source === 'chat') return 'one';
  if (ballot.closedAt) return ballot.kind === 'ballot' ? 'picked' : 'duel';
  return ballot.kind === 'ballot' ? ballot.shown.length : ballot.kind;
}

/** The choices of the form. A letter is a place in the order that this reader sees. */
export function meantChoices(among: Among): string[] {
  if (among === 'one') return [];
  if (among === 'open') return ['pick', 'other', 'all'];
  if (among === 'picked') return ['pick', 'all'];
  return [...letters.slice(0, among === 'duel' ? 2 : among), 'all'];
}

const isPickPublic = ({ kind, closedAt }: Ballot): boolean => kind === 'open' || closedAt !== null;

/**
 * Translates a choice of the form into a slot. While nobody may know the pick, it cannot be named either: a
 * modified client could otherwise have the report show which answer it is.
 * @returns null when no single answer is meant
 */
export function slotMeant(choice: string, ask: Asked, ballot: Ballot | null, reporterHash: string): number | null {
  if (!ballot) return null;
  const order = orderFor(ballot, ask.seed, reporterHash);
  if (choice === 'pick') return isPickPublic(ballot) ? ask.pick : null;
  if (choice === 'other')
    return isPickPublic(ballot) && order.length === 2 ? (order.find((slot) => slot !== ask.pick) ?? null) : null;
  return order[(letters as readonly string[]).indexOf(choice)] ?? null;
}

/** An answer that a report is about. */
export interface MeantAnswer {
  /** A letter that everybody sees, or what the answer is. `one`: the letters are each reader's own. */
  name: { letter: string } | 'answer' | 'shown' | 'other' | 'one';
  /** Only set where everybody may know it. */
  isPick: boolean;
  text: string;
}

/**
 * The answers that a report is about: the one that was meant, or all that stand in public. While the vote is
 * open, nothing of it depends on the pick unless the message itself shows that.
 */
export function answersMeant(
  slot: number | null,
  ask: Asked,
  ballot: Ballot | null,
  candidates: readonly Pick<Candidate, 'slot' | 'text'>[],
): MeantAnswer[] {
  const textOf = (of: number) => candidates.find((candidate) => candidate.slot === of)?.text ?? '';
  if (!ballot || ask.source === 'chat')
    return ask.pick === null ? [] : [{ name: 'answer', isPick: false, text: textOf(ask.pick) }];
  const named = (of: number): MeantAnswer['name'] => {
    if (ballot.kind === 'ballot') return 'one';
    if (ballot.kind === 'open' && ballot.closedAt === null) return of === ask.pick ? 'shown' : 'other';
    return { letter: letterAt(ballot.shown.indexOf(of)) };
  };
  const inPublic = ballot.kind === 'ballot' ? [] : ballot.shown;
  const meant = slot === null ? inPublic : [slot];
  return meant
    .map((of) => ({ name: named(of), isPick: ballot.closedAt !== null && of === ask.pick, text: textOf(of) }))
    .toSorted((one, other) => Number(other.name === 'shown') - Number(one.name === 'shown'));
}
