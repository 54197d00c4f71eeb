import { type SQL, sql } from 'drizzle-orm';
import { excludingFlags } from '../schema/vote-flags.ts';

/** What a query calls the tables. */
export interface Names {
  votes: string;
  ballots: string;
  asks: string;
}

export const fullNames: Names = { votes: 'votes', ballots: 'ballots', asks: 'asks' };
export const shortNames: Names = { votes: 'v', ballots: 'b', asks: 'a' };

const isFlagged = (votes: string, flags: readonly string[]) =>
  sql.raw(`${votes}.flags && array['${flags.join("','")}']`);

/** What happens on an open ballot is nobody's to know: no sum, no row and no picture holds anything of it. */
export const ballotIsClosed = ({ ballots }: Names = fullNames): SQL<boolean> =>
  sql<boolean>`${sql.raw(ballots)}.closed_at is not null`;

/** Whether all that an ask's rows tell may be known: it has ended, and no ballot of it is open. */
export const isSettled = ({ asks }: Names = fullNames): SQL<boolean> => sql<boolean>`(
  ${sql.raw(asks)}.state in ('closed', 'failed', 'cancelled')
  and not exists (select from ballots o where o.ask_id = ${sql.raw(asks)}.id and o.closed_at is null))`;

/** Whether a vote is in the figures: `countsForAgreement` of `src/ballots/counting.ts` for the database. A test holds the two together. */
export const isCounted = (names: Names = fullNames): SQL<boolean> => sql<boolean>`(
  ${ballotIsClosed(names)} and not ${sql.raw(names.asks)}.seed_is_public
  and ${sql.raw(names.votes)}.blind and not (${isFlagged(names.votes, excludingFlags)}))`;

/** `isAboutPair`, likewise. */
export const isAboutPair = ({ ballots }: Names = fullNames): SQL<boolean> =>
  sql<boolean>`${sql.raw(ballots)}.kind <> 'ballot'`;

/** `fateOf`, likewise. */
export const fateOf = (names: Names = fullNames): SQL<string> => sql<string>`case
  when not (${ballotIsClosed(names)}) then 'open-ballot'
  when ${isFlagged(names.votes, ['late'])} then 'late'
  when ${isFlagged(names.votes, ['changed'])} then 'changed'
  when not (${isAboutPair(names)}) then 'among-all'
  when ${sql.raw(names.asks)}.seed_is_public then 'seed-public'
  when ${isFlagged(names.votes, ['asker'])} then 'asker'
  when ${isFlagged(names.votes, ['fast'])} then 'fast'
  when not ${sql.raw(names.votes)}.blind then 'not-blind' else 'counted' end`;
