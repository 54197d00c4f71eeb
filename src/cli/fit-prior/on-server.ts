import type { Database } from '../../../db/client.ts';
import { getGuildSettings } from '../../../db/repo/guild-settings.ts';
import type { readPriorPool } from '../../config.ts';
import { lookAtPrior, maySettle, openTrial, type PriorInCharge, takePrior } from '../../learning/try-prior.ts';
import { judgesIn, modelName, publicModel } from '../../model-name.ts';
import { SaidError } from '../../said-error.ts';
import { isAskedForScores, judgeInCharge, tournamentInCharge } from '../../settings/settings.ts';
import { priorOf, readFitted } from '../../tournament/fitted.ts';
import { wordsOfLook } from './look-words.ts';

type Pool = ReturnType<typeof readPriorPool>;

interface Flags {
  server: string;
  asks: number;
  take?: boolean | undefined;
  json?: boolean | undefined;
}

/** Tries a fitted prior on one server, and with `take` puts it in charge if it pays. */
export async function fitOnServer(database: Database, pool: Pool, { server, asks, take, json }: Flags): Promise<void> {
  const inCharge = await inChargeOn(database, pool, server);
  const now = new Date();
  // What the last trial found holds until it is taken, or another judge or tournament is in charge.
  const found = await openTrial(database.db, inCharge);
  const look = found ? null : await lookAtPrior(database, inCharge, asks, now);
  if (!found && !look) throw new SaidError(MOVED);
  const trial = found ?? (look?.kind === 'tried' ? look.kept : null);
  const pays = maySettle(trial, inCharge) ? trial : null;
  const taken = take && pays ? await takePrior(database, inCharge, pays, now) : false;
  if (take && pays && !taken) throw new SaidError(MOVED);
  if (take && !taken) process.exitCode = 1;
  const row = {
    judge: publicModel(inCharge.judge),
    tournament: inCharge.tournament,
    decision: trial?.decision ?? 'not-yet',
    taken,
    ...(look?.kind === 'waits' ? { asks: look.asks, asksNeeded: look.missing } : {}),
    ...(look?.kind === 'tried'
      ? { prior: look.fitted.prior, intervals: look.fitted.intervals, trial: look.trial }
      : {}),
    ...(trial
      ? { kept: { ...trial, judge: publicModel(trial.judge), after: readFitted(trial.after)?.tournament } }
      : {}),
  };
  const words = wordsOfLook({ inCharge, look, found, taken });
  process.stdout.write(json ? `${JSON.stringify(row, null, 2)}\n` : `${words}\n`);
}

const MOVED =
  'Somebody has tried a prior or chosen another judge or tournament meanwhile, so nothing was changed. Run it again.';

/** @throws {SaidError} where no prior can be fitted */
async function inChargeOn({ db }: Database, pool: Pool, guildId: string): Promise<PriorInCharge> {
  const row = await getGuildSettings(db, guildId);
  const saved = { judge: row?.judge ?? null, tournament: row?.tournament ?? null };
  const judge = judgeInCharge(pool, saved.judge);
  if (judgesIn(judge).rule !== null)
    throw new SaidError(
      `${modelName(judge)} judges on this server. Every judge of a jury errs in its own way, so that there is no prior for all of them: leave the tournament as it is.`,
    );
  if (isAskedForScores(pool, judge))
    throw new SaidError(
      `${modelName(judge)} gives each reply a score by itself, so no tournament and no prior is needed.`,
    );
  const tournament = tournamentInCharge(pool, saved.tournament, judge);
  if (!priorOf(tournament))
    throw new SaidError(
      `This server’s tournament is ${tournament}, which starts from no prior. Choose adaptive in /settings first.`,
    );
  return { guildId, judge, tournament, saved };
}
