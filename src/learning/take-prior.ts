import type { Database, Db } from '../../db/client.ts';
import { takeLock } from '../../db/repo/advisory-locks.ts';
import { insertAudit } from '../../db/repo/audit.ts';
import { changeGuildSettings, getGuildSettings } from '../../db/repo/guild-settings.ts';
import { priorTrials, priorTried } from '../../db/repo/prior-asks.ts';
import { insertPromotion } from '../../db/repo/promotions.ts';
import { judgesIn } from '../model-name.ts';
import { turnOf } from '../settings/draft.ts';
import { priorOf, tournamentInCharge, writeFitted } from '../settings/fitted-tournament.ts';
import { type FittedPrior, fitPrior } from '../tournament/fit-prior.ts';
import type { Prior } from '../tournament/prior.ts';
import { type PriorAsk, readPriorAsks } from './prior-asks.ts';
import { type PriorTrial, tryPrior } from './prior-trial.ts';
import { type PriorSplit, splitPriorAsks } from './split-prior-asks.ts';

/** A server, and what the installation says of it. */
export interface PriorPlace {
  guildId: string;
  /** Who judges where the server's own setting is this one: `judgeInCharge`. */
  judge: (chosen: string | null) => string;
  /** The installation's tournament. */
  installed: string;
}

/** What there is for a trial on a server. */
export interface PriorStanding {
  judge: string;
  /** The tournament in charge, as `findTournament` reads it. */
  tournament: string;
  /** The prior in charge. null: the tournament has none that could be fitted, or a jury judges. */
  prior: Prior | null;
  /** The server's own settings that this rests on. */
  saved: { judge: string | null; tournament: string | null };
  /** How many trials there were for this judge. */
  trials: number;
  split: PriorSplit<PriorAsk>;
}

/** Reads what there is for a trial, from a server's newest `limit` questions. It looks at no verdict. */
export async function priorStanding(db: Db, place: PriorPlace, limit: number): Promise<PriorStanding> {
  const { guildId } = place;
  const saved = await savedOf(db, guildId);
  const judge = place.judge(saved.judge);
  const tournament = tournamentInCharge(saved.tournament, judge, place.installed);
  const { count, until } = await priorTrials(db, guildId, judge);
  const asks = await readPriorAsks(db, guildId, judge, limit);
  const prior = judgesIn(judge).rule === null ? priorOf(tournament) : null;
  return { judge, tournament, prior, saved, trials: count, split: splitPriorAsks(asks, until) };
}

/** What a trial found, and the prior that was tried. */
export interface Tried {
  fitted: FittedPrior;
  trial: PriorTrial;
}

/**
 * Fits to the older asks and tries on the newer ones. Nothing is written, and nobody may be shown the result
 * before `recordTrial` has used the asks up.
 * @returns null where there are too few asks
 */
export function tryOn({ prior, split, trials }: PriorStanding): Tried | null {
  if (!prior || split.missing > 0) return null;
  const fitted = fitPrior(split.older.map(({ ofJudge }) => ofJudge));
  return fitted && { fitted, trial: tryPrior(prior, fitted.prior, split.newer, trials + 1) };
}

/**
 * Records a trial, whose asks are thereby used up, and takes the prior if it pays, in one transaction.
 * @returns the server's new setting; null: not taken. `moved`: judge or tournament were changed meanwhile, or
 *   another trial has used the asks, so nothing was written
 */
export async function recordTrial(
  { db }: Pick<Database, 'db'>,
  { guildId }: PriorPlace,
  { judge, saved, trials, split }: PriorStanding,
  { fitted, trial }: Tried,
): Promise<string | null | 'moved'> {
  return db.transaction(async (tx) => {
    await takeLock(tx, turnOf({ guildId }));
    const now = await savedOf(tx, guildId);
    const hasMoved = now.judge !== saved.judge || now.tournament !== saved.tournament;
    if (hasMoved || (await priorTrials(tx, guildId, judge)).count !== trials) return 'moved';
    const note = { guildId, actorHash: OPERATOR };
    const until = new Date(Math.max(...split.newer.map(({ createdAt }) => createdAt.getTime())));
    await insertAudit(tx, { ...note, ...priorTried(judge, until, trial.decision) });
    if (trial.decision !== 'take') return null;
    const after = writeFitted(fitted.prior, judge);
    const details = { 'tournament.old': saved.tournament, 'tournament.new': after };
    await changeGuildSettings(tx, guildId, { tournament: after });
    await insertPromotion(tx, {
      ...{ guildId, what: 'tournament', before: saved.tournament, after, kind: 'forward', actorHash: null },
      figures: {
        ...{ judge, until, trial: trials + 1, fittedTo: split.older.length, prior: fitted.prior },
        ...{ gain: trial.gain, replayed: trial.replayed },
        simulated: [...split.older, ...split.newer].filter(({ simulated }) => simulated).length,
      },
    });
    await insertAudit(tx, { ...note, action: 'tournament-promoted', details });
    return after;
  });
}

/** In the audit: what was done on the command line. */
const OPERATOR = 'operator';

async function savedOf(db: Db, guildId: string): Promise<PriorStanding['saved']> {
  const row = await getGuildSettings(db, guildId);
  return { judge: row?.judge ?? null, tournament: row?.tournament ?? null };
}
