import type { Database, Db } from '../../db/client.ts';
import { takeLock } from '../../db/repo/advisory-locks.ts';
import { auditOf, insertAudit } from '../../db/repo/audit.ts';
import { changeGuildSettings, getGuildSettings } from '../../db/repo/guild-settings.ts';
import { insertPromotion, promotionsOf } from '../../db/repo/promotions.ts';
import { judgedAsksOf } from '../../db/repo/tried-asks.ts';
import { turnOf } from '../settings/draft.ts';
import { type FittedPrior, fitPrior, LEAST_ASKS } from '../tournament/fit-prior.ts';
import { priorOf, readFitted, writeFitted } from '../tournament/fitted.ts';
import { PRIOR_TRIAL, type PriorTrial, tryPrior } from './prior-trial.ts';
import { type ServersAsk, triedAskOf } from './tried-asks.ts';

/** A server, with the judge and the tournament that its new questions get. */
export interface PriorInCharge {
  guildId: string;
  judge: string;
  /** By the name that a person gives it, such as `adaptive`. It starts from a prior. */
  tournament: string;
  /** The server's own settings. null: the installation's. */
  saved: { judge: string | null; tournament: string | null };
}

/** A trial as the audit keeps it: asks up to `upTo` are used up, and the next one is tried on newer ones. */
export interface KeptTrial {
  judge: string;
  upTo: Date;
  /** Asks that it was fitted to, and that it was tried on. */
  older: number;
  tried: number;
  decision: PriorTrial['decision'];
  because: PriorTrial['because'];
  asksNeeded: number | null;
  /** The tournament in charge then, and the setting that was tried. */
  before: string;
  after: string;
  gain: number | null;
  simulated: number;
}

/** What a server's prior comes to now. */
export type PriorLook =
  /** Not enough asks for a fit, or not enough new ones for a trial. `missing`: how many more are needed. */
  | { kind: 'waits'; asks: number; missing: number; last: KeptTrial | null }
  | { kind: 'tried'; fitted: FittedPrior; trial: PriorTrial; kept: KeptTrial };

const TRIED = 'prior-tried';
/** What part of the asks the first prior is fitted to. A later one: to all that earlier trials have used. */
const FITTED_SHARE = 0.6;
/** A trial that could not tell is not made again before so many new asks, whatever it would need. */
const MOST_WAITED = 500;

/**
 * Fits a prior to a server's older asks and tries it on its newer ones, each of which is tried on once: a
 * trial is written into the audit, and the next one begins behind it. So whoever looks again without new asks
 * sees nothing new, and however often one looks, a prior that is no better is taken in 5 % at most.
 * @param limit how many of the newest asks are read
 * @returns null when somebody else has tried or chosen meanwhile
 */
export async function lookAtPrior(
  { db }: Pick<Database, 'db'>,
  inCharge: PriorInCharge,
  limit: number,
  now: Date,
): Promise<PriorLook | null> {
  const { guildId, judge, tournament } = inCharge;
  const old = priorOf(tournament);
  if (!old) throw new RangeError(`${tournament} starts from no prior.`);
  const before = await trialsOf(db, guildId);
  const last = before.findLast((one) => one.judge === judge) ?? null;
  const asks = (await judgedAsksOf(db, guildId, judge, limit)).flatMap((ask) => triedAskOf(ask, judge) ?? []);
  const { older, newer, missing } = split(asks, last);
  if (missing > 0) return { kind: 'waits', asks: asks.length, missing, last };
  const fitted = fitPrior(older.map(({ ofJudge }) => ofJudge));
  if (!fitted) return { kind: 'waits', asks: asks.length, missing: LEAST_ASKS - older.length, last };
  const after = writeFitted(fitted.prior, judge);
  // What is taken is what was tried: the setting's digits.
  const written = priorOf(readFitted(after)?.tournament ?? '') ?? fitted.prior;
  const trial = tryPrior(old, written, newer, before.length + 1);
  const kept: KeptTrial = {
    ...{ judge, upTo: newer.at(-1)!.pickedAt, older: older.length, tried: newer.length },
    ...{ decision: trial.decision, because: trial.because, asksNeeded: trial.asksNeeded },
    ...{ before: tournament, after, gain: trial.gain.value },
    simulated: asks.filter(({ simulated }) => simulated).length,
  };
  const isKept = await db.transaction(async (tx) => {
    await takeLock(tx, turnOf(inCharge));
    if ((await trialsOf(tx, guildId)).length !== before.length || (await hasMoved(tx, inCharge))) return false;
    const details = { ...kept, upTo: kept.upTo.toISOString() };
    await insertAudit(tx, { guildId, actorHash: OPERATOR, action: TRIED, details, createdAt: now });
    return true;
  });
  return isKept ? { kind: 'tried', fitted, trial, kept } : null;
}

/** @returns the newest trial on a server if its prior pays, and was not taken yet; or null */
export async function openTrial(db: Db, inCharge: PriorInCharge): Promise<KeptTrial | null> {
  const { guildId, judge } = inCharge;
  const last = (await trialsOf(db, guildId)).findLast((one) => one.judge === judge) ?? null;
  if (!maySettle(last, inCharge)) return null;
  // Whoever went back from it has decided otherwise.
  const wasTaken = (await promotionsOf(db, guildId, 'tournament')).some(({ after }) => after === last.after);
  return wasTaken ? null : last;
}

/** Whether a trial has found that its prior pays, for the judge and the tournament that are in charge now. */
export const maySettle = (trial: KeptTrial | null, { judge, tournament }: PriorInCharge): trial is KeptTrial =>
  trial?.decision === 'take' && trial.judge === judge && trial.before === tournament;

/**
 * Puts a prior in charge that its trial found to pay.
 * @returns whether it is; not where somebody has chosen another judge or tournament meanwhile
 */
export async function takePrior(
  { db }: Pick<Database, 'db'>,
  inCharge: PriorInCharge,
  trial: KeptTrial,
  now: Date,
): Promise<boolean> {
  const { guildId, saved } = inCharge;
  const before = saved.tournament;
  if (!maySettle(trial, inCharge)) return false;
  return db.transaction(async (tx) => {
    await takeLock(tx, turnOf(inCharge));
    if (await hasMoved(tx, inCharge)) return false;
    const { after, judge, older, tried, gain, simulated } = trial;
    await changeGuildSettings(tx, guildId, { tournament: after });
    const change = { guildId, what: 'tournament', kind: 'forward', actorHash: null, createdAt: now } as const;
    await insertPromotion(tx, { ...change, before, after, figures: { judge, older, tried, gain, simulated } });
    const details = { 'tournament.old': before, 'tournament.new': after };
    await insertAudit(tx, { guildId, actorHash: OPERATOR, action: 'tournament-promoted', details, createdAt: now });
    return true;
  });
}

/** In the audit: what was done on the command line. */
const OPERATOR = 'operator';

/** The asks to fit to and to try on, and how many more are needed for that. */
export function split(
  asks: readonly ServersAsk[],
  last: Pick<KeptTrial, 'upTo' | 'decision' | 'asksNeeded'> | null,
): { older: ServersAsk[]; newer: ServersAsk[]; missing: number } {
  const { leastAsks } = PRIOR_TRIAL;
  if (!last) {
    const to = Math.round(FITTED_SHARE * asks.length);
    const enough = Math.ceil(Math.max(LEAST_ASKS / FITTED_SHARE, leastAsks / (1 - FITTED_SHARE)));
    return { older: asks.slice(0, to), newer: asks.slice(to), missing: Math.max(0, enough - asks.length) };
  }
  const isOlder = ({ pickedAt }: ServersAsk) => pickedAt <= last.upTo;
  const newer = asks.filter((ask) => !isOlder(ask));
  const awaited = last.decision === 'not-yet' ? Math.min(MOST_WAITED, last.asksNeeded ?? 0) : 0;
  return { older: asks.filter(isOlder), newer, missing: Math.max(leastAsks, awaited) - newer.length };
}

/** Whether somebody has chosen another judge or tournament meanwhile. */
async function hasMoved(tx: Db, { guildId, saved }: PriorInCharge): Promise<boolean> {
  const row = await getGuildSettings(tx, guildId);
  return (row?.tournament ?? null) !== saved.tournament || (row?.judge ?? null) !== saved.judge;
}

async function trialsOf(db: Db, guildId: string): Promise<KeptTrial[]> {
  const rows = await auditOf(db, guildId, TRIED);
  return rows.map(({ details }) => ({ ...(details as Omit<KeptTrial, 'upTo'>), upTo: new Date(String(details.upTo)) }));
}
