import type { Database } from '../../db/client.ts';
import { type GuildSettings, getGuildSettings } from '../../db/repo/guild-settings.ts';
import type { AskSettings } from '../../db/schema/asks.ts';
import type { Config, JudgePool } from '../config.ts';
import { chooseFormat } from '../judge/choose-format.ts';
import { type Limits, lowest, noneAtOnce, strictest, unlimited } from '../limits/limits.ts';
import { AskRefused } from '../limits/refused.ts';
import { judgesIn, withoutRules } from '../model-name.ts';
import { givesScores } from '../reward.ts';
import { readContentCheck } from '../safety/content-check.ts';
import type { Effort, Voting } from '../terms.ts';
import { priorOf, readFitted } from '../tournament/fitted.ts';
import { findTournament, nameToStore, plainTournaments, specFor } from '../tournament/open-tournament.ts';
import type { SettingPools } from './fields.ts';

/**
 * What applies to a new ask unless the asker chooses otherwise. `settings` is the snapshot that is stored
 * with the ask. `limits` are those that it is checked against.
 */
export interface Defaults {
  n: number;
  effort: Effort;
  voting: Voting;
  settings: AskSettings;
  limits: Limits;
}

/**
 * The longest deadline of a question whose answer can only go out while Discord takes it: the interaction's
 * 15 minutes, less time for waiting in the queue.
 */
const AWAY_SECONDS = 600;

/** Where a question is asked and by whom. */
export interface Asker {
  guildId: string | null;
  /** Whether the bot is not in that place, and reaches nothing there but its own answer. */
  away?: boolean;
  /** The channel's id. In a thread, the ids of the thread and of its parent channel. */
  channelIds: readonly string[];
  roleIds: readonly string[];
}

/**
 * Merges the server's settings over the installation's defaults.
 *
 * @throws {AskRefused} when the server does not accept this person's questions in this place.
 */
export async function defaultsFor(
  { database, config }: { database: Pick<Database, 'db'>; config: Config },
  asker: Asker,
): Promise<Defaults> {
  const known = asker.guildId ? await getGuildSettings(database.db, asker.guildId) : null;
  if (known) checkPlace(known, asker);
  // A server that the bot is not on may say who asks there. What it chose for itself is not spent on others.
  const isOutside = asker.guildId === null || asker.away === true;
  const guild = isOutside ? null : known;
  const { models, limits } = poolsOf(config);
  const checking = readContentCheck(config.CONTENT_CHECK);
  const switchedOn = config.CANDIDATE_MODELS.filter((name) => guild?.models?.includes(name) ?? true);
  const judgeModel = judgeInCharge(config, guild?.judge ?? null);
  const scored = isAskedForScores(config, judgeModel);
  return {
    n: guild?.candidates ?? config.CANDIDATES,
    effort: guild?.effort ?? 'standard',
    voting: guild?.voting ?? 'duel',
    settings: {
      // The operator may have removed every model that the server had chosen.
      candidateModels: switchedOn.length > 0 ? switchedOn : models,
      judgeModel,
      judgeModelStrong: scored ? null : (config.JUDGE_MODEL_STRONG ?? null),
      ...(config.JUDGE_RUBRIC_MODEL && !scored ? { rubricModel: config.JUDGE_RUBRIC_MODEL } : {}),
      tournament: nameToStore(specFor(tournamentInCharge(config, guild?.tournament ?? null, judgeModel), scored)),
      parallel: config.JUDGE_PARALLEL,
      ballotMinutes: guild?.ballotMinutes ?? config.BALLOT_MINUTES,
      ballotVotes: guild?.ballotVotes ?? config.BALLOT_VOTES,
      deadlineSeconds: asker.away ? Math.min(config.ASK_DEADLINE_SECONDS, AWAY_SECONDS) : config.ASK_DEADLINE_SECONDS,
      ...(asker.away ? { webhookOnly: true } : {}),
      ...(checking?.kind === 'model' ? { checkModel: checking.name } : {}),
      ...(guild?.hidePick ? { hidePick: true } : {}),
      ...(guild?.language ? { language: guild.language } : {}),
      ...(config.SIMULATED ? { simulated: true } : {}),
    },
    limits: isOutside ? limitsOutside(config) : limitsFor(guild, limits, asker.roleIds),
  };
}

/**
 * The judge of a server, with the rules that it gave it. What the operator offers no more is the
 * installation's judge, and a judge that can be given no rules any more judges without them.
 * @param chosen the server's own setting; null: the installation's judge
 */
export function judgeInCharge(config: JudgePool, chosen: string | null): string {
  const own = withoutRules(chosen ?? '');
  if (chosen === null || !judgesOf(config).includes(own)) return config.JUDGE_MODEL;
  return judgesIn(own).models.every((name) => mayTakeRules(config, name)) ? chosen : own;
}

/**
 * The tournament of a server, by the name that a person gives it. A prior that was fitted to another judge
 * than the one in charge rests, and so does one of a rule that there is no more: then the installation's
 * prior holds, or the default one.
 * @param chosen the server's own setting; null: the installation's tournament
 * @param judge the judge in charge, by its whole name
 */
export function tournamentInCharge(
  { TOURNAMENT }: Pick<Config, 'TOURNAMENT'>,
  chosen: string | null,
  judge: string,
): string {
  const fitted = readFitted(chosen ?? '');
  if (!fitted) return chosen ?? TOURNAMENT;
  if (fitted.judge === judge && findTournament(fitted.tournament)) return fitted.tournament;
  return priorOf(TOURNAMENT) ? TOURNAMENT : 'adaptive';
}

/**
 * Why a judge can be given no rules: it was trained on one prompt, it gives scores and reads no prompt, or it
 * is a jury, whose members are given theirs one by one.
 * @returns null when it can
 */
export function whyNoRules(config: JudgePool, judge: string): 'trained' | 'scores' | 'jury' | null {
  if (judgesIn(judge).rule !== null) return 'jury';
  if (givesScores(judge, formatSetFor(config, judge))) return 'scores';
  return mayTakeRules(config, judge) ? null : 'trained';
}

/** The judges that the operator offers, without rules; the installation's comes first. */
export const judgesOf = ({ JUDGE_MODEL, JUDGE_MODELS }: JudgePool): string[] => [
  ...new Set([JUDGE_MODEL, ...JUDGE_MODELS]),
];

/** Whether a judge gives scores, and is asked in a tournament of its own. */
export const isAskedForScores = (config: JudgePool, judge: string): boolean =>
  givesScores(withoutRules(judge), formatSetFor(config, judge));

/** Whether a judge's prompt may be changed. */
export function mayTakeRules(config: JudgePool, judge: string): boolean {
  const format = formatSetFor(config, judge);
  return !givesScores(judge, format) && chooseFormat(judge, format).takesRules === true;
}

/** JUDGE_FORMAT is that of JUDGE_MODEL alone; every other judge's follows from its name. */
const formatSetFor = (config: JudgePool, judge: string): string | undefined =>
  withoutRules(judge) === config.JUDGE_MODEL ? config.JUDGE_FORMAT : undefined;

/**
 * The limits outside of servers: the person's own, those of the bot, and one of all questions from there
 * together, which takes the place of a server's.
 */
export function limitsOutside(config: Config): Limits {
  const { atOnce = noneAtOnce, ...limits } = poolsOf(config).limits;
  return {
    ...limits,
    server: { ...unlimited, asks: config.DM_ASKS_A_DAY },
    atOnce: { ...atOnce, server: null },
  };
}

/**
 * Combines a server's own limits with the operator's, for a member with these roles. The stricter one
 * applies.
 */
export function limitsFor(
  guild: GuildSettings | null,
  { user, server, bot, atOnce = noneAtOnce }: Limits,
  roleIds: readonly string[],
): Limits {
  if (!guild) return { user, server, bot, atOnce };
  const trusted = guild.trustedRoles?.some((id) => roleIds.includes(id)) === true;
  // A trusted role only raises a limit that the other members have.
  const own = (all: number | null, more: number | null) =>
    trusted && all !== null && more !== null ? Math.max(all, more) : all;
  return {
    user: strictest(user, {
      asks: own(guild.userAsks, guild.trustedAsks),
      tokens: own(guild.userTokens, guild.trustedTokens),
      usd: own(guild.userUsd, guild.trustedUsd),
    }),
    server: strictest(server, { asks: guild.guildAsks, tokens: guild.guildTokens, usd: guild.guildUsd }),
    bot,
    atOnce: { ...atOnce, member: guild.userAtOnce, server: lowest(atOnce.server, guild.guildAtOnce) },
  };
}

/**
 * @throws {AskRefused} when the server has stopped questions, or takes none in this channel or from these
 *   roles.
 */
function checkPlace({ stopped, channels, askRoles }: GuildSettings, { channelIds, roleIds }: Asker): void {
  if (stopped) throw new AskRefused({ kind: 'stopped' });
  if (channels && !channels.some((id) => channelIds.includes(id))) throw new AskRefused({ kind: 'channel', channels });
  if (askRoles && !askRoles.some((id) => roleIds.includes(id))) throw new AskRefused({ kind: 'role', roles: askRoles });
}

/** Collects what the operator's configuration lets servers choose from. */
export function poolsOf(config: Config): SettingPools {
  const { BALLOT_VOTES, JUDGE_MODEL: judge, TOURNAMENT: tournament } = config;
  return {
    models: [...new Set(config.CANDIDATE_MODELS)],
    judges: judgesOf(config),
    tournaments: [...new Set([tournament, ...plainTournaments])],
    limits: {
      user: { asks: config.USER_ASKS_A_DAY, tokens: config.USER_TOKENS_A_DAY, usd: config.USER_USD_A_DAY },
      server: { asks: config.SERVER_ASKS_A_DAY, tokens: config.SERVER_TOKENS_A_DAY, usd: config.SERVER_USD_A_DAY },
      bot: { asks: config.BOT_ASKS_A_DAY, tokens: config.BOT_TOKENS_A_DAY, usd: config.BOT_USD_A_DAY },
      atOnce: { user: config.USER_ASKS_AT_ONCE, member: null, server: config.SERVER_ASKS_AT_ONCE },
    },
    defaults: {
      candidates: config.CANDIDATES,
      ballotMinutes: config.BALLOT_MINUTES,
      judge,
      tournament,
      ballotVotes: BALLOT_VOTES,
    },
  };
}
