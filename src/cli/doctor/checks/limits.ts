import { estimate } from '../../../asks/spending/estimate.ts';
import type { Config, LimitName } from '../../../config.ts';
import type { Amount, Measure } from '../../../limits/limits.ts';
import { judgesIn } from '../../../model-name.ts';
import { costOf, knownPrices } from '../../../models/prices.ts';
import { readContentCheck } from '../../../safety/content-check.ts';
import { type Finding, failure, ok, skipped, warning } from '../finding.ts';
import type { Patient } from '../patient.ts';

/** Reports the spending limits, what has none, and whether an ordinary question fits into them. */
export async function limits({ config }: Patient): Promise<Finding[]> {
  if (!config) return [skipped('limits', 'the configuration is not complete')];
  return [ok('limits', standing(config)), ...missing(config), ...unpriced(config), ...tooLow(config)];
}

const scopes = { USER: 'a member of a server', SERVER: 'a server', BOT: 'all together' } as const;
type Who = keyof typeof scopes;
const measures = { ASKS: 'asks', TOKENS: 'tokens', USD: 'usd' } as const satisfies Record<string, Measure>;
const limitName = (who: Who, what: keyof typeof measures): LimitName => `${who}_${what}_A_DAY`;

const figure = (count: number) => count.toLocaleString('en');
const words: Readonly<Record<Measure, (amount: number) => string>> = {
  asks: (amount) => `${figure(amount)} questions`,
  tokens: (amount) => `${figure(amount)} tokens`,
  usd: (amount) => `$${amount.toFixed(2)}`,
};

/** Whether questions are taken outside of servers. */
const isOutside = ({ DIRECT_MESSAGES, USER_INSTALL }: Config): boolean => DIRECT_MESSAGES || USER_INSTALL;

function standing(config: Config): string {
  const aDay = (Object.keys(scopes) as Who[]).flatMap((who) => {
    const set = Object.entries(measures).flatMap(([what, measure]) => {
      const limit = config[limitName(who, what as keyof typeof measures)];
      return limit === null ? [] : [words[measure](limit)];
    });
    return set.length > 0 ? [`${scopes[who]} ${set.join(', ')}`] : [];
  });
  if (isOutside(config) && config.DM_ASKS_A_DAY !== null)
    aDay.push(`outside of servers ${words.asks(config.DM_ASKS_A_DAY)}`);
  const { USER_ASKS_AT_ONCE: user, SERVER_ASKS_AT_ONCE: server } = config;
  const atOnce = [
    ...(user === null ? [] : [`of one person ${figure(user)}`]),
    ...(server === null ? [] : [`of a server ${figure(server)}`]),
  ];
  return `a day: ${aDay.join('; ') || 'none'}; questions at once: ${atOnce.join(', ') || 'no limit'}`;
}

/** Warns of everything that has no limit. */
function missing(config: Config): Finding[] {
  const none = (who: Who) =>
    Object.keys(measures).every((what) => config[limitName(who, what as keyof typeof measures)] === null);
  const found: Finding[] = [];
  if (none('USER'))
    found.push(
      warning(
        'USER_ASKS_A_DAY',
        'unlimited: one member can use up what all others have',
        'Set USER_ASKS_A_DAY, for example to 30, or USER_TOKENS_A_DAY or USER_USD_A_DAY.',
      ),
    );
  if (none('SERVER'))
    found.push(
      warning(
        'SERVER_ASKS_A_DAY',
        'unlimited: one server can use up what all others have',
        'Set SERVER_ASKS_A_DAY, for example to 300, or SERVER_TOKENS_A_DAY or SERVER_USD_A_DAY.',
      ),
    );
  if (isOutside(config) && config.DM_ASKS_A_DAY === null)
    found.push(
      warning(
        'DM_ASKS_A_DAY',
        'unlimited: anybody can ask outside of servers, and together they can use up what servers have',
        'Set DM_ASKS_A_DAY, for example to 100.',
      ),
    );
  if (config.BOT_USD_A_DAY === null && config.BOT_TOKENS_A_DAY === null)
    found.push(
      warning(
        'BOT_USD_A_DAY',
        'unlimited: nothing holds back what a day can cost',
        'Set BOT_USD_A_DAY to what you would pay on a bad day; where prices are not known, BOT_TOKENS_A_DAY.',
      ),
    );
  if (config.USER_ASKS_AT_ONCE === null)
    found.push(
      warning(
        'USER_ASKS_AT_ONCE',
        'unlimited: one person can have every worker busy',
        'Set USER_ASKS_AT_ONCE, for example to 3.',
      ),
    );
  if (config.SERVER_ASKS_AT_ONCE === null)
    found.push(
      warning(
        'SERVER_ASKS_AT_ONCE',
        'unlimited: one server can have every worker busy',
        'Set SERVER_ASKS_AT_ONCE, for example to 30.',
      ),
    );
  return found;
}

/**
 * Warns of paid models whose price is not known here, because limits in dollars do not count them. The
 * operator's own servers send no bill.
 */
function unpriced(config: Config): Finding[] {
  if (config.BOT_TOKENS_A_DAY !== null) return [];
  const unknown = modelsOf(config).filter(
    (name) => !/@https?:/.test(name) && costOf(knownPrices, name, { inputTokens: 1, outputTokens: 1 }) === null,
  );
  if (unknown.length === 0) return [];
  return [
    warning(
      'BOT_TOKENS_A_DAY',
      `unlimited, and no price is known of ${unknown.join(', ')}: limits in dollars do not count them`,
      'Set BOT_TOKENS_A_DAY to what these models may take in a day.',
    ),
  ];
}

const modelsOf = (config: Config): string[] => {
  const checking = readContentCheck(config.CONTENT_CHECK);
  return [
    ...new Set([
      ...config.CANDIDATE_MODELS,
      ...judgesIn(config.JUDGE_MODEL).models,
      ...(config.JUDGE_MODEL_STRONG ? [config.JUDGE_MODEL_STRONG] : []),
      ...(config.JUDGE_RUBRIC_MODEL ? [config.JUDGE_RUBRIC_MODEL] : []),
      ...config.JUDGE_MODELS,
      ...(checking?.kind === 'model' ? [checking.name] : []),
    ]),
  ];
};

/** Reports limits that are too low for an ordinary question: every question is refused. */
function tooLow(config: Config): Finding[] {
  const wanted = ordinary(config);
  return (Object.keys(scopes) as Who[]).flatMap((who) =>
    Object.entries(measures).flatMap(([what, measure]) => {
      const name = limitName(who, what as keyof typeof measures);
      const limit = config[name];
      if (limit === null || wanted[measure] <= limit) return [];
      return [
        failure(
          name,
          `${words[measure](limit)} are less than one ordinary question can take (${words[measure](wanted[measure])}), so it is refused`,
          `Raise ${name}, or lower CANDIDATES; most of what is set aside comes back when a question is answered.`,
        ),
      ];
    }),
  );
}

/** What an ordinary question may cost at most: one of a hundred characters, with the default options. */
function ordinary(config: Config): Amount {
  const checking = readContentCheck(config.CONTENT_CHECK);
  return estimate(
    {
      ...{
        seed: '',
        n: config.CANDIDATES,
        effort: 'standard',
        prompt: 'x'.repeat(100),
        fileText: null,
        parentId: null,
      },
      settings: {
        candidateModels: config.CANDIDATE_MODELS,
        judgeModel: config.JUDGE_MODEL,
        judgeModelStrong: config.JUDGE_MODEL_STRONG ?? null,
        ...(config.JUDGE_RUBRIC_MODEL ? { rubricModel: config.JUDGE_RUBRIC_MODEL } : {}),
        tournament: config.TOURNAMENT,
        parallel: config.JUDGE_PARALLEL,
        ballotMinutes: 1,
        ballotVotes: null,
        deadlineSeconds: 1,
        ...(checking?.kind === 'model' ? { checkModel: checking.name } : {}),
      },
    },
    knownPrices,
  );
}
