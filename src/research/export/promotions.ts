import { z } from 'zod';
import type { Db } from '../../../db/client.ts';
import { type Promotion, promotionsIn } from '../../../db/repo/promotions.ts';
import type { ResearchScope } from '../../../db/repo/research-scope.ts';
import { publicModel } from '../../model-name.ts';
import { readFitted } from '../../tournament/fitted.ts';
import { coarse, fewerThan } from './coarse.ts';
import type { Codes } from './codes.ts';
import type { Pages } from './columns.ts';
import { dayName } from './publish.ts';
import { SMALLEST_CELL } from './suppress.ts';
import type { RowOf, tables } from './tables.ts';

type PromotionRow = RowOf<(typeof tables)['promotions']>;

/** What a comparison of two judges has measured. A change of the prior has figures of another kind. */
const measured = z.object({
  asks: z.number(),
  votes: z.number(),
  voters: z.number(),
  headToHead: z.object({
    duels: z.number(),
    preferred: z.number().nullable(),
    watched: z.object({ value: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() }),
  }),
});

/**
 * The changes of judge and prior on the scope's servers. Their figures count everybody, also people who have
 * not opted in: so they are coarse, and held back where fewer people voted than an aggregate needs.
 */
export async function* promotionPages(db: Db, scope: ResearchScope, codes: Codes): Pages {
  const rows = (await promotionsIn(db, scope)).map((promotion) => promotionRow(promotion, codes));
  // By server within a day, and in their order within a server: times would tell which server is which.
  const key = ({ day, server_id }: PromotionRow) => `${day} ${server_id}`;
  yield rows.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** A tournament without the address of the judge that its prior was fitted to. */
function publicTournament(setting: string): string {
  const fitted = readFitted(setting);
  return fitted ? `${fitted.tournament} for ${publicModel(fitted.judge)}` : setting;
}

export function promotionRow(promotion: Promotion, codes: Codes): PromotionRow {
  const { what, kind, before, after, figures } = promotion;
  const name = (setting: string | null) =>
    setting && (what === 'judge' ? publicModel(setting) : publicTournament(setting));
  const { data } = measured.safeParse(figures);
  const found = data && data.voters >= SMALLEST_CELL ? data : null;
  const atMost = (count: number | undefined) => (count === undefined ? null : fewerThan(count));
  return {
    server_id: codes.server(promotion.guildId),
    day: dayName(promotion.createdAt),
    what,
    kind,
    before: name(before),
    after: name(after),
    asks_below: atMost(found?.asks),
    votes_below: atMost(found?.votes),
    duels_below: atMost(found?.headToHead.duels),
    preferred: coarse(found?.headToHead.preferred ?? null),
    watched: coarse(found?.headToHead.watched.value ?? null),
    watched_low: coarse(found?.headToHead.watched.low ?? null),
    watched_high: coarse(found?.headToHead.watched.high ?? null),
    simulated: Number(figures.simulated ?? 0) > 0,
  };
}
