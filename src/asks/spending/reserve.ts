import type { Db } from '../../../db/client.ts';
import { takeLocks } from '../../../db/repo/advisory-locks.ts';
import type { Ask } from '../../../db/repo/asks.ts';
import { pipelined } from '../../../db/repo/pipelined.ts';
import { insertReservation, onTheirWay, standingOf } from '../../../db/repo/reservations.ts';
import {
  type AtOnce,
  atOnceScopes,
  dayOf,
  isLimited,
  type Limits,
  noneAtOnce,
  passed,
  type Scope,
  scopes,
} from '../../limits/limits.ts';
import { AskRefused } from '../../limits/refused.ts';
import { knownPrices } from '../../models/prices.ts';
import { estimate } from './estimate.ts';

/**
 * Reserves the most that an ask may cost, in the transaction that writes the ask. Advisory locks serialise
 * asks that count against the same limit, so that together they cannot exceed it. All asks wait for the bot's
 * own lock. So everything is sent behind the locks at once, and the row is written before the figures are
 * looked at: a refusal rolls it back.
 *
 * @throws {AskRefused} when the ask would exceed a limit. The transaction must then be rolled back.
 */
export async function reserve(tx: Db, ask: Ask, limits: Limits): Promise<void> {
  const wanted = estimate(ask, knownPrices);
  const keys: Record<Scope, string> = { user: `${ask.guildId} ${ask.askerHash}`, server: `${ask.guildId}`, bot: '' };
  const limited = scopes.filter((scope) => isLimited(limits[scope]));
  const { atOnce = noneAtOnce } = limits;
  const turns = limited.map((scope) => `limit ${scope} ${keys[scope]}`);
  if (atOnce.user !== null || atOnce.member !== null) turns.push(`at once ${ask.askerHash}`);
  if (atOnce.server !== null) turns.push(`at once on ${ask.guildId}`);
  const day = dayOf(ask.createdAt);
  const [, running, standings] = await pipelined([
    turns.length > 0 ? takeLocks(tx, turns) : null,
    atOnceScopes.some((scope) => atOnce[scope] !== null) ? onTheirWay(tx, ask) : null,
    pipelined(limited.map((scope) => standingOf(tx, placeOf(scope, ask), day))),
    // Sent last, so that the ask does not count itself.
    insertReservation(tx, ask, wanted),
  ]);
  if (running) checkAtOnce(running, atOnce);
  for (const [i, scope] of limited.entries()) {
    const standing = standings[i]!;
    const measure = passed(limits[scope], standing, wanted);
    if (!measure) continue;
    throw new AskRefused({
      kind: 'limit',
      scope: scope === 'server' && ask.guildId === null ? 'outside' : scope,
      measure,
      limit: limits[scope][measure] ?? 0,
      used: standing.used[measure],
      reserved: standing.reserved[measure],
      wanted: wanted[measure],
      freesAt: day.to,
    });
  }
}

/**
 * Checks the limits of simultaneous asks.
 *
 * @param running the asks that have not ended, without the new one.
 * @throws {AskRefused} when one more would be too many.
 */
function checkAtOnce(running: Awaited<ReturnType<typeof onTheirWay>>, atOnce: AtOnce): void {
  for (const scope of atOnceScopes) {
    const limit = atOnce[scope];
    if (limit === null || running[scope] < limit) continue;
    throw new AskRefused({ kind: 'at-once', scope, limit, running: running[scope] });
  }
}

/** @returns the filter for the asks that count against a scope's limit. */
function placeOf(scope: Scope, { guildId, askerHash }: Pick<Ask, 'guildId' | 'askerHash'>) {
  if (scope === 'bot') return {};
  return scope === 'server' ? { guildId } : { guildId, askerHash };
}
