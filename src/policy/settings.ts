import type { Db } from '../../db/client.ts';
import { getGuildSettings } from '../../db/repo/guild-settings.ts';
import type { AskSettings, Voting } from '../../db/schema/asks.ts';
import type { Config } from '../config.ts';
import type { Effort } from '../tournament/tournament.ts';

/** What holds where an asker says nothing else, and the snapshot that goes into the ask. */
export interface Defaults {
  n: number;
  effort: Effort;
  voting: Voting;
  settings: AskSettings;
}

/** The server's own settings over the installation's. */
export async function defaultsFor(db: Db, config: Config, guildId: string | null): Promise<Defaults> {
  const guild = guildId ? await getGuildSettings(db, guildId) : null;
  return {
    n: guild?.candidates ?? config.CANDIDATES,
    effort: guild?.effort ?? 'standard',
    voting: guild?.voting ?? 'duel',
    settings: {
      candidateModels: config.CANDIDATE_MODELS,
      judgeModel: config.JUDGE_MODEL,
      judgeModelStrong: config.JUDGE_MODEL_STRONG ?? null,
      tournament: config.TOURNAMENT,
      parallel: config.JUDGE_PARALLEL,
      ballotMinutes: guild?.ballotMinutes ?? config.BALLOT_MINUTES,
      ballotVotes: guild?.ballotVotes ?? (config.BALLOT_VOTES || null),
      deadlineSeconds: config.ASK_DEADLINE_SECONDS,
      ...(config.SIMULATED ? { simulated: true } : {}),
    },
  };
}
