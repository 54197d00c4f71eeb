import type { Db } from '../../db/client.ts';
import type { Ask } from '../../db/repo/asks.ts';
import { insertReservation, standingOf } from '../../db/repo/reservations.ts';
import { takeTurns } from '../../db/repo/turns.ts';
import { knownPrices } from '../models/prices.ts';
import { dayOf, isLimited, type Limits, passed, type Scope, scopes } from '../policy/limits.ts';
import { AskRefused } from '../policy/limits-refused.ts';
import { estimate } from './estimate.ts';

/**
 * Sets aside the most that an ask may cost, in the transaction that writes it. Those who count against the same limit come one at a time, so that
 * many at once do not pass it together. @throws {AskRefused} where it would be passed.
 */
export async function reserve(tx: Db, ask: Ask, limits: Limits): Promise<void> {
  const wanted = estimate(ask, knownPrices);
  const keys: Record<Scope, string> = { user: `${ask.guildId} ${ask.askerHash}`, server: `${ask.guildId}`, bot: '' };
  const limited = scopes.filter((scope) => isLimited(limits[scope]));
  if (limited.length > 0)
    await takeTurns(
      tx,
      limited.map((scope) => `limit ${scope} ${keys[scope]}`),
    );
  const day = dayOf(ask.createdAt);
  for (const scope of limited) {
    const standing = await standingOf(tx, placeOf(scope, ask), day);
    const measure = passed(limits[scope], standing, wanted);
    if (!measure) continue;
    throw new AskRefused({
      kind: 'limit',
      scope,
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

/** Whose asks count against a scope's limit. */
function placeOf(scope: Scope, { guildId, askerHash }: Pick<Ask, 'guildId' | 'askerHash'>) {
  if (scope === 'bot') return {};
  return scope === 'server' ? { guildId } : { guildId, askerHash };
}
