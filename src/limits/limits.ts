import { DAY_MS } from '../terms.ts';
/** What one ask, or a day of asks, takes: questions, tokens, and US dollars of the models whose price is known. */
export interface Amount {
  asks: number;
  tokens: number;
  usd: number;
}

export const measures = ['asks', 'tokens', 'usd'] as const;
export type Measure = (typeof measures)[number];

/** null: no limit. */
export type Limit = Readonly<Record<Measure, number | null>>;

/** Whose asks are counted together: one person's on one server, a server's, all of the bot's. */
export const scopes = ['user', 'server', 'bot'] as const;
export type Scope = (typeof scopes)[number];
/** How many asks may be on their way at once; null: no limit. */
export interface AtOnce {
  /** Of one person, on all servers together: the operator's. */
  user: number | null;
  /** Of one person on this server: the server's own. */
  member: number | null;
  server: number | null;
}
export const atOnceScopes = ['user', 'member', 'server'] as const;
export type AtOnceScope = (typeof atOnceScopes)[number];

export type Limits = Readonly<Record<Scope, Limit>> & { readonly atOnce?: Readonly<AtOnce> };

/** What was spent in a day, and what asks that are still running may spend. */
export interface Standing {
  used: Amount;
  reserved: Amount;
}

/** The limit that an ask would pass. */
export interface Refusal {
  scope: Scope;
  measure: Measure;
  limit: number;
  used: number;
  reserved: number;
  wanted: number;
  /** When the day ends, and the count begins anew. */
  freesAt: Date;
}

export const unlimited: Limit = { asks: null, tokens: null, usd: null };
export const noLimits: Limits = { user: unlimited, server: unlimited, bot: unlimited };
export const noneAtOnce: AtOnce = { user: null, member: null, server: null };
export const isLimited = (limit: Limit): boolean => measures.some((measure) => limit[measure] !== null);

/** Of two figures the lower one; null: no limit. */
export const lowest = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

/** Of two limits the lower one, measure by measure. */
export function strictest(a: Limit, b: Limit): Limit {
  const lower = (measure: Measure) => lowest(a[measure], b[measure]);
  return { asks: lower('asks'), tokens: lower('tokens'), usd: lower('usd') };
}

/** Sums of dollars are sums of fractions: below a millionth of a dollar nothing is passed. */
const CENTS_OFF = 1e-6;

/** The first measure of a limit that `wanted` would pass; null where it fits. */
export function passed(limit: Limit, { used, reserved }: Standing, wanted: Amount): Measure | null {
  return (
    measures.find((measure) => {
      const most = limit[measure];
      return most !== null && used[measure] + reserved[measure] + wanted[measure] > most + CENTS_OFF;
    }) ?? null
  );
}

/** The UTC day that a moment is in. */
export function dayOf(now: Date): { from: Date; to: Date } {
  const from = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  return { from: new Date(from), to: new Date(from + DAY_MS) };
}
