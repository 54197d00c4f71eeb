import { type SQL, sql } from 'drizzle-orm';
import { excludingFlags, type VoteFate, voteFates } from '../schema/vote-flags.ts';

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

/**
 * SQL: whether an ask was asked on a server. Elsewhere somebody asks for themselves alone, and it is in no
 * figure and no export.
 */
export const isOnServer = ({ asks }: Names = fullNames): SQL<boolean> =>
  sql<boolean>`${sql.raw(asks)}.guild_id is not null`;

/** SQL of `isAboutPair` in `src/ballots/counting.ts`. */
export const isAboutPair = ({ ballots }: Names = fullNames): SQL<boolean> =>
  sql<boolean>`${sql.raw(ballots)}.kind <> 'ballot'`;

/** SQL: the slot that a ballot of two answers shows beside the pick. */
export const opponentOf = ({ ballots, asks }: Names = fullNames): SQL<number> =>
  sql<number>`${sql.raw(`(case when ${ballots}.shown[1] = ${asks}.pick then ${ballots}.shown[2] else ${ballots}.shown[1] end)`)}`;

/** SQL: what speaks against a vote, and is no flag. */
const against = {
  'open-ballot': (names: Names) => sql`not (${ballotIsClosed(names)})`,
  'seed-public': ({ asks }: Names) => sql.raw(`${asks}.seed_is_public`),
  'not-blind': ({ votes }: Names) => sql.raw(`not ${votes}.blind`),
};

const noneOf = (conditions: readonly SQL[]): SQL<boolean> =>
  sql<boolean>`(not (${sql.join([...conditions], sql` or `)}))`;

/** SQL: what of `isCounted` a vote's own row says. Votes can be added up by it before anything is joined. */
export const voteCounts = (names: Names = fullNames): SQL<boolean> =>
  noneOf([isFlagged(names.votes, excludingFlags), against['not-blind'](names)]);

/** SQL: the rest of `isCounted`, which is the same for all votes of a ballot. */
export const ballotCounts = (names: Names = fullNames): SQL<boolean> =>
  noneOf([against['open-ballot'](names), against['seed-public'](names)]);

/** SQL of `countsForAgreement` in `src/ballots/counting.ts`. A property test holds the two together. */
export const isCounted = (names: Names = fullNames): SQL<boolean> =>
  sql<boolean>`(${voteCounts(names)} and ${ballotCounts(names)})`;

/** SQL of `fateOf` in `src/ballots/counting.ts`. */
export const fateOf = (names: Names = fullNames): SQL<string> => {
  const other: Partial<Record<VoteFate, (names: Names) => SQL>> = against;
  const found = voteFates.flatMap((fate) => {
    const is = fate === 'among-all' ? sql`not (${isAboutPair(names)})` : other[fate]?.(names);
    const flag = excludingFlags.some((one) => one === fate) ? isFlagged(names.votes, [fate]) : undefined;
    const when = is ?? flag;
    return when ? [sql`when ${when} then ${sql.raw(`'${fate}'`)}`] : [];
  });
  return sql<string>`case ${sql.join(found, sql` `)} else 'counted' end`;
};
