import type { Db } from '../../../db/client.ts';
import { takeLocks } from '../../../db/repo/advisory-locks.ts';
import type { Ask } from '../../../db/repo/asks.ts';
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
 * asks that count against the same limit, so that together they cannot exceed it.
 *
 * @throws {AskRefused} when the ask would exceed a limit.
 */
export async function reserve(tx: Db, ask: Ask, limits: Limits): Promise<void> {
  const wanted = estimate(ask, knownPrices);
  const keys: Record<Scope, string> = { user: `${ask.guildId} ${ask.askerHash}`, server: `${ask.guildId}`, bot: '' };
  const limited = scopes.filter((scope) => isLimited(limits[scope]));
  const { atOnce = noneAtOnce } = limits;
  const turns = limited.map((scope) => `limit ${scope} ${keys[scope]}`);
  if (atOnce.user !== null || atOnce.member !== null) turns.push(`at once ${ask.askerHash}`);
  if (atOnce.server !== null) turns.push(`at once on ${ask.guildId}`);
  if (turns.length > 0) await takeLocks(tx, turns);
  await checkAtOnce(tx, ask, atOnce);
  const day = dayOf(ask.createdAt);
  for (const scope of limited) {
    const standing = await standingOf(tx, placeOf(scope, ask), day);
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
  await insertReservation(tx, ask, wanted);
}

/**
 * Checks the limits of simultaneous asks. Each running ask has one reservation; the new ask has none yet.
 *
 * @throws {AskRefused} when one more would be too many.
 */
async function checkAtOnce(tx: Db, ask: Ask, atOnce: AtOnce): Promise<void> {
  if (atOnceScopes.every((scope) => atOnce[scope] === null)) return;
  const running = await onTheirWay(tx, ask);
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
