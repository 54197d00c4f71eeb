import { z } from 'zod';
import { chooseFormat } from './judge/choose-format.ts';
import { judgesIn } from './model-name.ts';
import { secretIn } from './models/address.ts';
import { parseJudges } from './models/jury-name.ts';
import { keyNeededFor, parseModelName } from './models/names.ts';
import { readKeyFile, readKeys } from './privacy/encryption/read-keys.ts';
import { givesScores, REWARD } from './reward.ts';
import { readContentCheck } from './safety/content-check.ts';
import { SaidError } from './said-error.ts';
import { BALLOT_MINUTES, BALLOT_VOTES, type Bounds, CANDIDATES, DEADLINE_SECONDS, RETENTION_DAYS } from './terms.ts';
import { openTournament } from './tournament/open-tournament.ts';

/** All settings, validated and frozen. This is the only file that reads process.env. */
export type Config = Readonly<z.infer<typeof environment>>;

/** Lists every setting that is missing or wrong. `problems` holds one sentence for each. */
export class ConfigError extends SaidError {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `Tribunal cannot start: ${problems.length === 1 ? 'one setting is' : `${problems.length} settings are`} missing or wrong.\n${problems
        .map((problem) => `  - ${problem}`)
        .join(
          '\n',
        )}\nSet them in the environment or in a file named .env; .env.example says what each one means.\nOr let \`init\` ask you for what is needed: npm run -s tribunal -- init`,
    );
    this.problems = problems;
  }
}

/**
 * A whole number from `low` to `high`. `fallback` applies when the setting is absent; null means that it is
 * off.
 */
const wholeNumber = <Fallback extends number | null>(low: number, high: number, fallback: Fallback) =>
  z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined) return fallback;
      const value = Number(text);
      if (Number.isInteger(value) && value >= low && value <= high) return value;
      context.addIssue({ code: 'custom', message: `must be a whole number from ${low} to ${high}, not "${text}"` });
      return z.NEVER;
    });

/** A whole number within bounds. */
const within = ({ least, most }: Bounds, fallback: number) => wholeNumber(least, most, fallback);

/** A limit for a UTC day, or for asks at once. null: no limit. `none` lifts a limit, and so does 0. */
const limit = (fallback: number | null, read: (text: string) => number) =>
  z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined) return fallback;
      const value = text.trim().toLowerCase() === 'none' ? 0 : read(text);
      if (value >= 0 && Number.isFinite(value)) return value === 0 ? null : value;
      context.addIssue({ code: 'custom', message: `must be a number, or none (no limit), not "${text}"` });
      return z.NEVER;
    });
const count = (fallback: number | null) =>
  limit(fallback, (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : Number.NaN));
const dollars = (fallback: number | null) => limit(fallback, Number);

/**
 * The default limits. With a mid-range model, 50 dollars a day pay for about 250 ordinary questions, or for
 * at least one of the most expensive kind.
 */
const limitFields = {
  USER_ASKS_A_DAY: count(30),
  USER_TOKENS_A_DAY: count(null),
  USER_USD_A_DAY: dollars(null),
  SERVER_ASKS_A_DAY: count(300),
  SERVER_TOKENS_A_DAY: count(null),
  SERVER_USD_A_DAY: dollars(null),
  BOT_ASKS_A_DAY: count(1000),
  BOT_TOKENS_A_DAY: count(null),
  BOT_USD_A_DAY: dollars(50),
  DM_ASKS_A_DAY: count(100),
  USER_ASKS_AT_ONCE: count(3),
  SERVER_ASKS_AT_ONCE: count(30),
};
/** The name of a setting that is a limit. */
export type LimitName = keyof typeof limitFields;
export const limitNames = Object.keys(limitFields) as LimitName[];

const address = (protocols: readonly string[]) =>
  z
    .string()
    .optional()
    .refine((text) => text === undefined || (URL.canParse(text) && protocols.includes(new URL(text).protocol)), {
      message: `must be an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}`,
    });

/** Whether an address is neither encrypted nor on this machine. */
const isPlain = (text: string): boolean =>
  URL.canParse(text) &&
  new URL(text).protocol === 'http:' &&
  !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(text).hostname);

/** An HTTP address that messages and `doctor` show, so it must hold no secret. */
const openAddress = address(['http:', 'https:']).refine((text) => text === undefined || secretIn(text) === null, {
  message:
    'must hold neither a user or a password nor anything behind a ? or a #: it is shown, and keys have settings of their own',
});

/**
 * Parses shards: `0-1/4` means the first two of four.
 *
 * @returns null when the text has another form.
 */
function readShards(text: string): { ids: number[]; of: number } | null {
  const [, first, last, count] = /^(\d+)(?:-(\d+))?\/(\d+)$/.exec(text) ?? [];
  const [from, to, of] = [Number(first), Number(last ?? first), Number(count)];
  if (first === undefined || to < from || to >= of) return null;
  return { ids: Array.from({ length: to - from + 1 }, (_, i) => from + i), of };
}

/** Validates a text with the function that will parse it later. What that function throws is the problem. */
const readBy = (read: (text: string) => unknown) =>
  z.string().superRefine((text, context) => {
    try {
      read(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: `is wrong: ${(error as Error).message}` });
    }
  });

const listed = (text = '') =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

const modelName = readBy(parseModelName);

/** Only how it begins: a password may hold what no address may. The rest is read where it is opened. */
const databaseAddress = z
  .string()
  .regex(
    /^\s*(?:psql\s+)?["']?postgres(?:ql)?:\/\//i,
    'must be an address that begins with postgres:// or postgresql://',
  )
  .optional();

const onOrOff = (fallback: 'on' | 'off') =>
  z
    .enum(['on', 'off'], 'must be on or off')
    .default(fallback)
    .transform((set) => set === 'on');

const fields = z.object({
  DISCORD_TOKEN: z
    .string({ error: 'is missing: the bot token from https://discord.com/developers/applications, page "Bot"' })
    .min(1),
  DISCORD_GUILD_ID: z
    .string()
    .regex(/^\d{17,20}$/, 'must be a server id: a number of 17 to 20 digits')
    .optional(),
  DISCORD_API_URL: openAddress,
  REGISTER_COMMANDS: onOrOff('on'),
  DIRECT_MESSAGES: onOrOff('off'),
  USER_INSTALL: onOrOff('off'),
  GUIDE_URL: openAddress,
  ROLE: z.enum(['all', 'gateway', 'worker'], 'must be all, gateway or worker').default('all'),
  SHARDS: z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined) return undefined;
      const shards = readShards(text);
      if (shards) return shards;
      context.addIssue({ code: 'custom', message: `must be like 0/4 or 0-1/4 (shards of how many), not "${text}"` });
      return z.NEVER;
    }),
  INTERACTIONS_PORT: wholeNumber(0, 65_535, null),
  METRICS_PORT: wholeNumber(0, 65_535, null),
  DISCORD_PUBLIC_KEY: z
    .string()
    .regex(
      /^[0-9a-f]{64}$/i,
      'must be 64 hexadecimal digits: the public key from the Developer Portal, page "General Information"',
    )
    .optional(),
  DATABASE_URL: databaseAddress,
  DATABASE_DIRECT_URL: databaseAddress,
  DATA_ENCRYPTION_KEY: readBy(readKeys).optional(),
  DATA_ENCRYPTION_KEY_FILE: readBy(readKeyFile).optional(),
  DATA_DIR: z.string().min(1).default('data'),
  ANTHROPIC_API_KEY: z.string().min(1).optional(),
  ANTHROPIC_BASE_URL: openAddress,
  HF_TOKEN: z.string().min(1).optional(),
  HF_ENDPOINT: openAddress
    .refine((text) => text === undefined || !isPlain(text), {
      message: 'must begin with https://, or be on this machine: HF_TOKEN would go over the network in clear',
    })
    .transform((text) => (text ?? 'https://huggingface.co').replace(/\/+$/, '')),
  MODEL_SERVER_KEY: z.string().min(1).optional(),
  CANDIDATE_MODELS: z
    .string({
      error: 'is missing: the models that answer, separated by commas, for example anthropic:claude-sonnet-5-5',
    })
    .transform(listed)
    .pipe(z.array(modelName).min(1, 'names no model')),
  JUDGE_MODEL: z
    .string({ error: 'is missing: the model that judges, for example hf:Reward-Reasoning/RRM-7B@featherless-ai' })
    .pipe(readBy(parseJudges))
    .transform(parseJudges),
  JUDGE_MODEL_STRONG: modelName.optional(),
  JUDGE_RUBRIC_MODEL: modelName.optional(),
  JUDGE_MODELS: z.string().optional().transform(listed).pipe(z.array(modelName)),
  VISION_MODELS: z.string().optional().transform(listed).pipe(z.array(modelName)),
  JUDGE_FORMAT: readBy((text) => text === REWARD || chooseFormat('', text)).optional(),
  JUDGE_CONTEXT_TOKENS: wholeNumber(2048, 10_000_000, 32_768),
  TOURNAMENT: readBy(openTournament).default('adaptive'),
  JUDGE_PARALLEL: wholeNumber(1, 32, 4),
  PSEUDONYM_KEY: z
    .string({ error: 'is missing: a secret of at least 32 characters, for example from: openssl rand -hex 32' })
    .min(32, 'is too short: it must have at least 32 characters'),
  CANDIDATES: within(CANDIDATES, 4),
  ASK_DEADLINE_SECONDS: within(DEADLINE_SECONDS, 180),
  BALLOT_MINUTES: within(BALLOT_MINUTES, 60),
  /** null, or 0 in the environment: a ballot closes by time alone. */
  BALLOT_VOTES: wholeNumber(0, BALLOT_VOTES.most, null).transform((votes) => votes || null),
  SIMULATED: wholeNumber(0, 1, 0).transform((set) => set === 1),
  RETENTION_DAYS: within(RETENTION_DAYS, 30),
  VOTES_A_DAY: wholeNumber(1, 100_000, 200),
  ...limitFields,
  LEASE_SECONDS: wholeNumber(10, 300, 15),
  ASKS_IN_FLIGHT: wholeNumber(1, 500, 16),
  MODEL_CONCURRENCY: wholeNumber(1, 1000, 16),
  MODEL_FIRST_TOKEN_SECONDS: wholeNumber(1, DEADLINE_SECONDS.most, 120),
  CONTENT_CHECK: readBy(readContentCheck).default('off'),
  CONTENT_CHECK_KEY: z.string().min(1).optional(),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be fatal, error, warn, info, debug, trace or silent',
    )
    .default('info'),
});

const discordFields = {
  DISCORD_TOKEN: true,
  DISCORD_GUILD_ID: true,
  DISCORD_API_URL: true,
  DIRECT_MESSAGES: true,
  USER_INSTALL: true,
} as const;

const databaseFields = {
  DATABASE_URL: true,
  DATABASE_DIRECT_URL: true,
  DATA_DIR: true,
  DATA_ENCRYPTION_KEY: true,
  DATA_ENCRYPTION_KEY_FILE: true,
} as const;

const judgeFields = {
  ANTHROPIC_API_KEY: true,
  ANTHROPIC_BASE_URL: true,
  HF_TOKEN: true,
  MODEL_SERVER_KEY: true,
  JUDGE_MODEL: true,
  JUDGE_MODEL_STRONG: true,
  JUDGE_RUBRIC_MODEL: true,
  JUDGE_FORMAT: true,
  JUDGE_CONTEXT_TOKENS: true,
  MODEL_CONCURRENCY: true,
  MODEL_FIRST_TOKEN_SECONDS: true,
} as const;

interface NamedModels {
  ANTHROPIC_API_KEY?: string | undefined;
  HF_TOKEN?: string | undefined;
  CANDIDATE_MODELS?: readonly string[];
  JUDGE_MODEL: string;
  JUDGE_MODEL_STRONG?: string | undefined;
  JUDGE_RUBRIC_MODEL?: string | undefined;
  JUDGE_MODELS?: readonly string[];
}

/** Requires the API keys of the vendors whose models are named, and no others. */
function needsKeys(config: NamedModels, context: z.RefinementCtx): void {
  const needed = [
    ...(config.CANDIDATE_MODELS ?? []),
    ...judgesIn(config.JUDGE_MODEL).models,
    config.JUDGE_MODEL_STRONG ?? '',
    config.JUDGE_RUBRIC_MODEL ?? '',
    ...(config.JUDGE_MODELS ?? []),
  ].map(keyNeededFor);
  if (!config.ANTHROPIC_API_KEY && needed.includes('ANTHROPIC_API_KEY')) {
    context.addIssue({
      code: 'custom',
      path: ['ANTHROPIC_API_KEY'],
      message: 'is missing, and a model of Anthropic is named',
    });
  }
  if (!config.HF_TOKEN && needed.includes('HF_TOKEN')) {
    context.addIssue({
      code: 'custom',
      path: ['HF_TOKEN'],
      message:
        'is missing, and a model of a Hugging Face provider is named; a server of your own is named with @http://…',
    });
  }
}

/** One format cannot be that of several judges, which may be of different kinds. */
function needsOneJudge(
  config: { JUDGE_MODEL: string; JUDGE_FORMAT?: string | undefined },
  context: z.RefinementCtx,
): void {
  if (config.JUDGE_FORMAT !== undefined && judgesIn(config.JUDGE_MODEL).rule !== null)
    context.addIssue({
      code: 'custom',
      path: ['JUDGE_FORMAT'],
      message: 'is set, and JUDGE_MODEL names a jury: the format of each of its judges follows from its name. Unset it',
    });
}

/** Refuses a reward model where only a judge that writes makes sense, and the other way round. */
function needsFitJudges(config: NamedModels & { JUDGE_FORMAT?: string | undefined }, context: z.RefinementCtx): void {
  const { JUDGE_MODEL, JUDGE_MODEL_STRONG, JUDGE_FORMAT } = config;
  const refuse = (setting: string, message: string) => context.addIssue({ code: 'custom', path: [setting], message });
  const { rule, models } = judgesIn(JUDGE_MODEL);
  if (rule !== null && models.some((name) => givesScores(name)))
    refuse(
      'JUDGE_MODEL',
      'names a jury with a reward model, which scores replies one by one and is asked about no pair. Name it alone, or leave it out',
    );
  if (JUDGE_MODEL_STRONG === undefined) return;
  if (givesScores(JUDGE_MODEL_STRONG))
    refuse('JUDGE_MODEL_STRONG', 'is a reward model, whose scores decide no single pair. Name it as JUDGE_MODEL');
  if (rule === null && givesScores(JUDGE_MODEL, JUDGE_FORMAT))
    refuse(
      'JUDGE_MODEL_STRONG',
      'is set, and JUDGE_MODEL is a reward model, which scores each reply once and has no harder cases. Unset it',
    );
}

/** Requires the application's public key when interactions come over HTTP: it verifies their signatures. */
function needsPublicKey(
  config: { INTERACTIONS_PORT: number | null; DISCORD_PUBLIC_KEY?: string | undefined },
  context: z.RefinementCtx,
) {
  if (config.INTERACTIONS_PORT !== null && !config.DISCORD_PUBLIC_KEY)
    context.addIssue({
      code: 'custom',
      path: ['DISCORD_PUBLIC_KEY'],
      message: 'is missing, and INTERACTIONS_PORT is set: the public key from the Developer Portal',
    });
}

/** Discord offers the commands of one server nowhere else. */
function needsCommandsEverywhere(
  config: { DISCORD_GUILD_ID?: string | undefined; DIRECT_MESSAGES: boolean; USER_INSTALL: boolean },
  context: z.RefinementCtx,
) {
  if (config.DISCORD_GUILD_ID === undefined) return;
  for (const setting of ['DIRECT_MESSAGES', 'USER_INSTALL'] as const)
    if (config[setting])
      context.addIssue({
        code: 'custom',
        path: [setting],
        message: 'is on, and DISCORD_GUILD_ID is set: the commands of one server are offered nowhere else. Unset one',
      });
}

const environment = fields
  .superRefine(needsKeys)
  .superRefine(needsOneJudge)
  .superRefine(needsFitJudges)
  .superRefine(needsPublicKey)
  .superRefine(needsCommandsEverywhere)
  .readonly();

/**
 * Reads and validates all settings.
 *
 * @throws {ConfigError} naming everything that is missing or wrong, all at once.
 */
export function readConfig(env: Environment = process.env): Config {
  return read(environment, env);
}

/**
 * Reads the settings that opening the database needs.
 *
 * @throws {ConfigError}
 */
export function readDatabaseConfig(env: Environment = process.env): DatabaseConfig {
  return read(fields.pick(databaseFields), env);
}

/**
 * Reads the settings that Discord's REST API needs.
 *
 * @throws {ConfigError}
 */
export function readDiscordConfig(env: Environment = process.env): DiscordConfig {
  return read(fields.pick(discordFields), env);
}

export type DiscordConfig = Pick<Config, keyof typeof discordFields>;
export type DatabaseConfig = Pick<Config, keyof typeof databaseFields>;

/**
 * Reads the settings that an export needs: the database, and the key of the pseudonyms.
 *
 * @throws {ConfigError}
 */
export function readExportConfig(
  env: Environment = process.env,
): Pick<Config, 'DATABASE_URL' | 'DATA_DIR' | 'PSEUDONYM_KEY'> {
  return read(fields.pick({ DATABASE_URL: true, DATA_DIR: true, PSEUDONYM_KEY: true }), env);
}

/**
 * Reads the settings that calling a judge needs.
 *
 * @param model replaces JUDGE_MODEL when given.
 * @throws {ConfigError}
 */
export function readJudgeConfig(model?: string, env: Environment = process.env): JudgeConfig {
  const judging = fields
    .pick(judgeFields)
    .superRefine(needsKeys)
    .superRefine(needsOneJudge)
    .superRefine(needsFitJudges);
  return read(judging, model === undefined ? env : { ...env, JUDGE_MODEL: model });
}

/**
 * Reads which judges servers may choose from.
 *
 * @throws {ConfigError}
 */
export function readJudgePool(env: Environment = process.env): JudgePool {
  return read(fields.pick({ JUDGE_MODEL: true, JUDGE_MODELS: true, JUDGE_FORMAT: true }), env);
}

/**
 * Reads from which judges and with which tournament servers start.
 *
 * @throws {ConfigError}
 */
export function readPriorPool(env: Environment = process.env): JudgePool & Pick<Config, 'TOURNAMENT'> {
  return read(fields.pick({ JUDGE_MODEL: true, JUDGE_MODELS: true, JUDGE_FORMAT: true, TOURNAMENT: true }), env);
}

/** The installation's judge, with its format, and those that servers may choose instead. */
export type JudgePool = Pick<Config, 'JUDGE_MODEL' | 'JUDGE_MODELS' | 'JUDGE_FORMAT'>;

/**
 * Reads the settings that publishing needs. HF_TOKEN may be missing, because a dry run can do without.
 *
 * @throws {ConfigError}
 */
export function readHubConfig(env: Environment = process.env): Pick<Config, 'HF_TOKEN' | 'HF_ENDPOINT'> {
  return read(fields.pick({ HF_TOKEN: true, HF_ENDPOINT: true }), env);
}

export type JudgeConfig = Pick<Config, keyof typeof judgeFields>;

export type Environment = Readonly<Record<string, string | undefined>>;

function read<T>(schema: z.ZodType<T>, env: Environment): T {
  // An empty value in .env means "not set".
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new ConfigError(result.error.issues.map((issue) => `${String(issue.path[0] ?? '')} ${issue.message}`.trim()));
}

/** Loads `.env` from the working directory, if there is one. Variables that are already set stay. */
export function loadEnvFile(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** The raw environment. The playground reads it to decide whether to use practice models. */
export function rawEnvironment(): Environment {
  return process.env;
}
