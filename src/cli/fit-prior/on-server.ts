import type { Database } from '../../../db/client.ts';
import type { readTournamentConfig } from '../../config.ts';
import { type PriorStanding, priorStanding, recordTrial, tryOn } from '../../learning/take-prior.ts';
import { judgesIn, modelName, publicModel } from '../../model-name.ts';
import { SaidError } from '../../said-error.ts';
import { judgeInCharge } from '../../settings/settings.ts';
import { openTournament } from '../../tournament/open-tournament.ts';
import type { FitPriorFlags } from '../fit-prior.ts';
import { standingInWords, trialInWords, trialRow } from './trial-words.ts';

/** Says what there is for a trial on one server or, with `--take`, tries and takes. */
export async function fitPriorOnServer(
  database: Database,
  config: ReturnType<typeof readTournamentConfig>,
  { server, asks, take, json }: FitPriorFlags & { server: string },
): Promise<void> {
  const place = {
    guildId: server,
    judge: (chosen: string | null) => judgeInCharge(config, chosen),
    installed: openTournament(config.TOURNAMENT).name,
  };
  const tell = (row: object, words: string) =>
    void process.stdout.write(json ? `${JSON.stringify(row, null, 2)}\n` : `${words}\n`);
  const standing = await priorStanding(database.db, place, asks);
  refuse(standing);
  const { judge, split, trials } = standing;
  const tried = take ? tryOn(standing) : null;
  if (!tried) {
    if (take) process.exitCode = 1;
    const there = { fittedTo: split.older.length, triedOn: split.newer.length, missing: split.missing };
    return tell({ judge: publicModel(judge), ...there, trials, decision: null }, standingInWords(standing, server));
  }
  const became = await recordTrial(database, place, standing, tried);
  if (became === 'moved')
    throw new SaidError(
      'The server’s judge or tournament was changed while the prior was tried, or somebody else tried one. Nothing was written. Run this again.',
    );
  if (became === null) process.exitCode = 1;
  tell(trialRow(standing, tried, became), trialInWords(standing, tried, server));
}

function refuse({ judge, tournament, prior }: PriorStanding): void {
  if (prior) return;
  throw new SaidError(
    judgesIn(judge).rule === null
      ? `The tournament of this server is ${tournament}, which assumes nothing of its judge that could be fitted. Choose adaptive first, in /settings.`
      : `${modelName(judge)} is a jury, and a prior is that of one judge. Choose one judge first, in /settings.`,
  );
}
