import { setTimeout as sleep } from 'node:timers/promises';
import { registerCommands } from '../../../commands/register.ts';
import { readDiscordConfig } from '../../config.ts';
import { SaidError } from '../../said-error.ts';
import { type Account, openAccount } from './account.ts';
import type { Values } from './env-file.ts';

/** The servers that the bot is on. */
export type Servers = readonly { id: string; name: string }[];

const LOOK_EVERY_MS = 2000;

/**
 * Opens the account of DISCORD_TOKEN.
 * @throws {SaidError} when the token cannot be used
 */
export async function accountOf(values: Values): Promise<Account> {
  const account = await openAccount(values.DISCORD_TOKEN ?? '', values.DISCORD_API_URL);
  if (typeof account === 'string') throw new SaidError(`DISCORD_TOKEN: ${account}`);
  return account;
}

/** The servers that the bot is on. If there are none, it looks again for up to `waitMs`. */
export async function serversOf({ guilds }: Account, waitMs = 0): Promise<Servers> {
  let servers = await guilds();
  for (let left = waitMs; left > 0 && servers.length === 0; left -= LOOK_EVERY_MS) {
    await sleep(LOOK_EVERY_MS);
    servers = await guilds();
  }
  return servers;
}

/**
 * Registers the commands with Discord.
 * @returns how many there are
 */
export const register = async (values: Values): Promise<number> =>
  (await registerCommands(readDiscordConfig(values))).count;

/** What to do after the set-up, line by line. */
export const nextSteps = ([server]: Servers): string[] => [
  'npm start                      runs the bot',
  `/setup                         on ${server ? `“${server.name}”` : 'your server'}: where people may ask, and a first question`,
  'npm run -s tribunal -- doctor  says what is wrong, if something is',
];
