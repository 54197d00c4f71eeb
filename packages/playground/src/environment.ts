import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { limitNames } from '../../../src/config.ts';
import { suggestedCandidates, suggestedFor, suggestedJudges } from '../../../src/models/suggested.ts';
import { BALLOT_CLOSES_AT } from './simulation.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const noLimits: Environment = Object.fromEntries(limitNames.map((name) => [name, 'none']));

interface Parts {
  practice: { anthropicBaseUrl: string; candidateModels: readonly string[]; judgeModel: string };
  discord: { apiUrl: string; botToken: string; guildId: string };
  dataDir: string;
}

/** The bot's settings in the playground, with practice models where no real ones are configured. */
export async function playgroundEnvironment(
  given: Environment,
  parts: Parts,
): Promise<{ env: Environment; usesPractice: boolean }> {
  const { practice, discord, dataDir } = parts;
  const candidates = given.CANDIDATE_MODELS ?? suggestedFor(suggestedCandidates, given);
  const judge = given.JUDGE_MODEL ?? suggestedFor(suggestedJudges, given);
  const practiceAnthropic = candidates === undefined && !given.ANTHROPIC_API_KEY;
  return {
    usesPractice: candidates === undefined || judge === undefined,
    env: {
      // Practice models cost nothing, so there is nothing to limit.
      ...(candidates === undefined && judge === undefined ? noLimits : {}),
      ...given,
      DISCORD_TOKEN: discord.botToken,
      DISCORD_GUILD_ID: discord.guildId,
      DISCORD_API_URL: discord.apiUrl,
      DATA_DIR: dataDir,
      CANDIDATE_MODELS: candidates ?? practice.candidateModels.join(','),
      JUDGE_MODEL: judge ?? practice.judgeModel,
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
