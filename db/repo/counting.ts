import { type SQL, sql } from 'drizzle-orm';
import { excludingFlags } from '../schema/vote-flags.ts';

/** The names by which a query calls the tables. */
export interface Names {
  votes: string;
  ballots: string;
  asks: string;
}

/** The tables' own names. */
export const fullNames: Names = { votes: 'votes', ballots: 'ballots', asks: 'asks' };
/** The aliases `v`, `b` and `a`. */
export const shortNames: Names = { votes: 'v', ballots: 'b', asks: 'a' };

const isFlagged = (votes: string, flags: readonly string[]) =>
  sql.raw(`${votes}.flags && array['${flags.join("','")}']`);

/** SQL: whether a ballot has closed. While it is open, no sum, row or picture may hold anything of it. */
export const ballotIsClosed = ({ ballots }: Names = fullNames): SQL<boolean> =>
  sql<boolean>`${sql.raw(ballots)}.closed_at is not null`;

/**
 * SQL: whether an ask has ended and none of its ballots is open. Only then may its rows be read for research.
 */
export const isSettled = ({ asks }: Names = fullNames): SQL<boolean> => sql<boolean>`(
  ${sql.raw(asks)}.state in ('closed', 'failed', 'cancelled')
  and not exists (select from ballots o where o.ask_id = ${sql.raw(asks)}.id and o.closed_at is null))`;

/** SQL of `countsForAgreement` in `src/ballots/counting.ts`. A property test holds the two together. */
export const isCounted = (names: Names = fullNames): SQL<boolean> => sql<boolean>`(
  ${ballotIsClosed(names)} and not ${sql.raw(names.asks)}.seed_is_public
  and ${sql.raw(names.votes)}.blind and not (${isFlagged(names.votes, excludingFlags)}))`;

/** SQL of `isAboutPair` in `src/ballots/counting.ts`. */
export const isAboutPair = ({ ballots }: Names = fullNames): SQL<boolean> =>
  sql<boolean>`${sql.raw(ballots)}.kind <> 'ballot'`;

/** SQL of `fateOf` in `src/ballots/counting.ts`. */
export const fateOf = (names: Names = fullNames): SQL<string> => sql<string>`case
  when not (${ballotIsClosed(names)}) then 'open-ballot'
  when ${isFlagged(names.votes, ['late'])} then 'late'
  when ${isFlagged(names.votes, ['changed'])} then 'changed'
  when not (${isAboutPair(names)}) then 'among-all'
  when ${sql.raw(names.asks)}.seed_is_public then 'seed-public'
  when ${isFlagged(names.votes, ['asker'])} then 'asker'
  when ${isFlagged(names.votes, ['fast'])} then 'fast'
  when not ${sql.raw(names.votes)}.blind then 'not-blind' else 'counted' end`;
