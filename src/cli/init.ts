import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { type Environment, rawEnvironment } from '../config.ts';
import { ownFile } from '../own-file.ts';
import { SaidError } from '../said-error.ts';
import { named } from './commands.ts';
import { textOf, type Values, valuesOf } from './init/env-file.ts';
import { wholeNumber } from './whole-number.ts';

interface Flags {
  yes?: boolean;
  overwrite: boolean;
  wait: number;
  guild?: string;
  candidates?: string;
  judge?: string;
  database?: string;
}

/** The file that is written, and what it replaces. */
export interface Place {
  path: string;
  /** The text of the present file, or else of the example. */
  text: string;
  /** The values that the present file sets. */
  before: Values;
}

export const initCommand = (): Command =>
  named('init')
    .option('--yes', 'ask nothing: take tokens and settings from the environment and from the flags')
    .option('--overwrite', 'with --yes: values that .env has already may change; the old file is kept', false)
    .option('--candidates <models>', 'CANDIDATE_MODELS')
    .option('--judge <model>', 'JUDGE_MODEL')
    .option('--guild <id>', 'DISCORD_GUILD_ID')
    .option('--database <url>', 'DATABASE_URL')
    .option('--wait <seconds>', 'with --yes: how long to wait until the bot is on a server', wholeNumber(0, 3600), 0)
    .addHelpText(
      'after',
      `
There are no flags for tokens, because others on the machine could read them.

Examples:
  npm run -s tribunal -- init
  DISCORD_TOKEN=… HF_TOKEN=… npm run -s tribunal -- init --yes --judge hf:Reward-Reasoning/RRM-7B@featherless-ai`,
    )
    .action(async (flags: Flags) => {
      const { place, given } = await readPlace(rawEnvironment(), flags);
      // Loaded lazily: `--help` need not wait for discord.js and the SDKs.
      if (flags.yes) return (await import('./init/quietly.ts')).quietly(place, given, flags);
      if (!process.stdin.isTTY)
        throw new SaidError(
          '`init` asks questions and needs a terminal. Without one: init --yes, with DISCORD_TOKEN and the other settings in the environment.',
        );
      await (await import('./init/in-terminal.ts')).inTerminal(place, given);
    });

/** Reads the present .env, and the settings that the environment and the flags give. */
export async function readPlace(
  env: Environment,
  flags: Partial<Flags> = {},
): Promise<{ place: Place; given: Values }> {
  const path = '.env';
  const example = await readFile(ownFile('.env.example'), 'utf8');
  const there = await textOf(path);
  const place = { path, text: there || example, before: valuesOf(there) };
  return { place, given: givenBy(flags, env, example) };
}

/**
 * The settings that the environment and the flags give. Flags win. Other environment variables are ignored.
 */
function givenBy(flags: Partial<Flags>, env: Environment, example: string): Values {
  const names = [...example.matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, name = '']) => name);
  const given: Record<string, string | undefined> = {
    ...Object.fromEntries(names.map((name) => [name, env[name]?.trim()])),
    ...(flags.candidates ? { CANDIDATE_MODELS: flags.candidates } : {}),
    ...(flags.judge ? { JUDGE_MODEL: flags.judge } : {}),
    ...(flags.guild ? { DISCORD_GUILD_ID: flags.guild } : {}),
    ...(flags.database ? { DATABASE_URL: flags.database } : {}),
  };
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => !!entry[1]));
}
