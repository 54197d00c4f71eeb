import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { limitNames } from '../../../src/config.ts';
import { suggestedCandidates, suggestedFor, suggestedJudges } from '../../../src/models/suggested.ts';
import type { Choice } from './page/protocol.ts';
import { BALLOT_CLOSES_AT } from './simulation.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The smallest context that the bot takes for a judge's, in tokens. Doctor names servers with less. */
const FEWEST_HELD = 2048;

const noLimits: Environment = Object.fromEntries(limitNames.map((name) => [name, 'none']));

/** A model on one's own machine is slow and takes few calls at once. What is set in .env stays. */
const patience: Environment = {
  CANDIDATES: '2',
  MODEL_CONCURRENCY: '2',
  MODEL_FIRST_TOKEN_SECONDS: '300',
  ASK_DEADLINE_SECONDS: '600',
};

interface Parts {
  practice: {
    anthropicBaseUrl: string;
    candidateModels: readonly string[];
    judgeModel: string;
    chatJudgeModel: string;
  };
  discord: { apiUrl: string; botToken: string; guildId: string };
  dataDir: string;
  /** Models of this machine that somebody chose on the page. */
  choice: Choice;
  /** How many tokens the chosen judge holds; null where it does not say. */
  judgeHolds: number | null;
  /** Whether the practice judge is one that can be given rules. */
  takesRules?: boolean;
}

/**
 * The bot's settings in the playground: with the models that were chosen on the page, else with configured
 * ones, and else with practice models.
 */
export async function playgroundEnvironment(
  given: Environment,
  parts: Parts,
): Promise<{ env: Environment; usesPractice: boolean }> {
  const { practice, discord, dataDir, choice, judgeHolds, takesRules = false } = parts;
  const candidates = choice.writes ?? given.CANDIDATE_MODELS ?? suggestedFor(suggestedCandidates, given);
  const judge = choice.judges ?? given.JUDGE_MODEL ?? suggestedFor(suggestedJudges, given);
  const isFree = (model: string | undefined, chosen: string | null) => model === undefined || chosen !== null;
  const practiceAnthropic = candidates === undefined && !given.ANTHROPIC_API_KEY;
  return {
    usesPractice: candidates === undefined || judge === undefined,
    env: {
      // Practice models and those of this machine cost nothing, so there is nothing to limit.
      ...(isFree(candidates, choice.writes) && isFree(judge, choice.judges) ? noLimits : {}),
      ...(choice.writes !== null || choice.judges !== null ? patience : {}),
      ...(judgeHolds === null ? {} : { JUDGE_CONTEXT_TOKENS: String(Math.max(FEWEST_HELD, judgeHolds)) }),
      ...given,
      DISCORD_TOKEN: discord.botToken,
      DISCORD_GUILD_ID: discord.guildId,
      DISCORD_API_URL: discord.apiUrl,
      // Whoever has it off registers commands at Discord by hand, and not here.
      REGISTER_COMMANDS: 'on',
      // Its commands are those of its one server, and nothing is outside of that.
      DIRECT_MESSAGES: 'off',
      USER_INSTALL: 'off',
      DATA_DIR: dataDir,
      CANDIDATE_MODELS: candidates ?? practice.candidateModels.join(','),
      JUDGE_MODEL: judge ?? (takesRules ? practice.chatJudgeModel : practice.judgeModel),
      // The practice judge is asked as RRM is, and its name must not pass for one. RRM takes no rules.
      ...(judge === undefined && !takesRules ? { JUDGE_FORMAT: 'rrm' } : {}),
      ...(practiceAnthropic ? { ANTHROPIC_API_KEY: 'practice', ANTHROPIC_BASE_URL: practice.anthropicBaseUrl } : {}),
      PSEUDONYM_KEY: given.PSEUDONYM_KEY ?? (await keptKey(join(dataDir, 'pseudonym.key'))),
      // One person plays several members, so the votes say nothing about people.
      SIMULATED: '1',
      // Long enough to look around, short enough to see a ballot close.
      BALLOT_MINUTES: given.BALLOT_MINUTES ?? '5',
      BALLOT_VOTES: given.BALLOT_VOTES ?? String(BALLOT_CLOSES_AT),
    },
  };
}

/** Reads the pseudonym key, or makes one at the first start. A new key would make all voters new people. */
async function keptKey(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const key = randomBytes(32).toString('hex');
    await writeFile(path, key, { mode: 0o600 });
    return key;
  }
}
