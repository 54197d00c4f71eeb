import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

interface Parts {
  practice: { anthropicBaseUrl: string; candidateModels: readonly string[]; judgeModel: string };
  discord: { apiUrl: string; botToken: string; guildId: string };
  dataDir: string;
}

/** What real models are used where only a key is given; whoever names models gets those. */
const realCandidates = { ANTHROPIC_API_KEY: 'anthropic:claude-sonnet-5-5', HF_TOKEN: 'hf:Qwen/Qwen3-32B' };
const realJudges = {
  HF_TOKEN: 'hf:Reward-Reasoning/RRM-7B@featherless-ai',
  ANTHROPIC_API_KEY: 'anthropic:claude-sonnet-5-5',
};

/** The bot's settings in the playground: a Discord of its own, and practice models for whatever no real one was given for. */
export async function playgroundEnvironment(
  given: Environment,
  parts: Parts,
): Promise<{ env: Environment; usesPractice: boolean }> {
  const { practice, discord, dataDir } = parts;
  const named = (defaults: Record<string, string>) =>
    Object.entries(defaults).find(([key]) => (given[key] ?? '').trim() !== '')?.[1];
  const candidates = given.CANDIDATE_MODELS ?? named(realCandidates);
  const judge = given.JUDGE_MODEL ?? named(realJudges);
  const practiceAnthropic = candidates === undefined && !given.ANTHROPIC_API_KEY;
  return {
    usesPractice: candidates === undefined || judge === undefined,
    env: {
      ...given,
      DISCORD_TOKEN: discord.botToken,
      DISCORD_GUILD_ID: discord.guildId,
      DISCORD_API_URL: discord.apiUrl,
      DATA_DIR: dataDir,
      CANDIDATE_MODELS: candidates ?? practice.candidateModels.join(','),
      JUDGE_MODEL: judge ?? practice.judgeModel,
      ...(practiceAnthropic ? { ANTHROPIC_API_KEY: 'practice', ANTHROPIC_BASE_URL: practice.anthropicBaseUrl } : {}),
      PSEUDONYM_KEY: given.PSEUDONYM_KEY ?? (await keptKey(join(dataDir, 'pseudonym.key'))),
      // One person plays several members here: nothing that comes of it says how people vote.
      SIMULATED: '1',
      // Long enough to look around, short enough to see a ballot close.
      BALLOT_MINUTES: given.BALLOT_MINUTES ?? '5',
    },
  };
}

/** A key that is made once and kept, so that the same people stay the same voters. */
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
