import { DAY_MS } from '../terms.ts';
/**
 * What one ask or one day of asks uses: questions, tokens, and US dollars of the models whose price is known.
 */
export interface Amount {
  asks: number;
  tokens: number;
  usd: number;
}

export const measures = ['asks', 'tokens', 'usd'] as const;
export type Measure = (typeof measures)[number];

/** The most of each measure in a UTC day. null: no limit. */
export type Limit = Readonly<Record<Measure, number | null>>;

/** Whose asks share one limit: a person's on one server, a server's, or all of the bot's. */
export const scopes = ['user', 'server', 'bot'] as const;
export type Scope = (typeof scopes)[number];
/** How many asks may be unfinished at the same time. null: no limit. */
export interface AtOnce {
  /** The operator's limit for one person, over all servers together. */
  user: number | null;
  /** The server's own limit for one person on it. */
  member: number | null;
  /** The limit for the whole server. */
  server: number | null;
}
export const atOnceScopes = ['user', 'member', 'server'] as const;
export type AtOnceScope = (typeof atOnceScopes)[number];

/** All limits that hold for one ask. */
export type Limits = Readonly<Record<Scope, Limit>> & { readonly atOnce?: Readonly<AtOnce> };

/** What was spent in a day, and what unfinished asks have reserved. */
export interface Standing {
  used: Amount;
  reserved: Amount;
}

/** The limit that an ask would exceed. */
export interface Refusal {
  /** `outside`: of all questions from outside of servers together. */
  scope: Scope | 'outside';
  measure: Measure;
  limit: number;
  used: number;
  reserved: number;
  wanted: number;
  /** When the UTC day ends and the count restarts. */
  freesAt: Date;
}

export const unlimited: Limit = { asks: null, tokens: null, usd: null };
export const noLimits: Limits = { user: unlimited, server: unlimited, bot: unlimited };
export const noneAtOnce: AtOnce = { user: null, member: null, server: null };
export const isLimited = (limit: Limit): boolean => measures.some((measure) => limit[measure] !== null);

/** @returns the lower of two figures, where null means no limit. */
export const lowest = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

/** @returns the lower of two limits, measure by measure. */
export function strictest(a: Limit, b: Limit): Limit {
  const lower = (measure: Measure) => lowest(a[measure], b[measure]);
  return { asks: lower('asks'), tokens: lower('tokens'), usd: lower('usd') };
}

/** Tolerance for rounding errors in sums of dollars. */
export const USD_TOLERANCE = 1e-6;

/** @returns the first measure in which `wanted` would exceed the limit, or null when it fits. */
export function passed(limit: Limit, { used, reserved }: Standing, wanted: Amount): Measure | null {
  return (
    measures.find((measure) => {
      const most = limit[measure];
      return most !== null && used[measure] + reserved[measure] + wanted[measure] > most + USD_TOLERANCE;
    }) ?? null
  );
}

/** @returns the UTC day of a moment, from `from` to before `to`. */
export function dayOf(now: Date): { from: Date; to: Date } {
  const from = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  return { from: new Date(from), to: new Date(from + DAY_MS) };
}
