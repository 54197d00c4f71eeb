import { ModelError } from '../models/model-error.ts';
import { SaidError } from '../said-error.ts';

interface Coded {
  name?: string;
  retryAfter?: number;
  code?: string | number;
  message?: string;
  cause?: unknown;
}

/**
 * Explains an error that a person can fix, in a sentence that says how.
 * @returns null for any other error, which is a bug and keeps its stack
 */
export function explain(error: unknown): string | null {
  if (error instanceof SaidError) return `${error.message}${error instanceof ModelError ? error.serverSaid : ''}`;
  const { name, retryAfter = 0, code, message = '', cause } = (error ?? {}) as Coded;
  // By its name: to load its class would load discord.js.
  if (name?.startsWith('RateLimitError'))
    return `Discord takes no such request for now${retryAfter > 0 ? `; try again in ${Math.ceil(retryAfter / 60_000)} minutes` : ''}.`;
  switch (code) {
    case 'TokenInvalid':
    case 0: // Discord's code of a refused token
      return 'Discord refuses DISCORD_TOKEN. Copy it again from the Developer Portal, page "Bot"; it is shown only once, and resetting it makes the old one useless.';
    case 'DisallowedIntents':
      return 'Discord refuses the intents that were asked for. Tribunal needs no privileged one; is this its own application?';
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return `Something that is needed cannot be reached: ${message}. Is the address right, and is it running?`;
    case 'EADDRINUSE':
      return `A port is taken: ${message}. Choose another one; for the playground it is PLAYGROUND_PORT.`;
    case 'ENOENT':
      return message.replace(/^ENOENT: no such file or directory, \w+/, 'There is no such file:');
    case 'EISDIR':
      return 'A file is needed, and this is a folder.';
    case 'EACCES':
    case 'EROFS':
      return `A file or folder cannot be written: ${message}.`;
    case '42P01': // undefined table
    case '42703': // undefined column
      return 'This database does not have Tribunal’s tables yet, or has older ones. Start the bot once, or run: npm run db:migrate';
    case '53100':
    case 'ENOSPC':
      return `The disk is full: ${message}.`;
    default:
      // A failed query holds the texts that it was given, so only the database's own message is told.
      if (isFailedQuery(error))
        return (
          explain(cause) ??
          `The database refused a query: ${(cause as Error | undefined)?.message ?? 'no reason given'}.`
        );
      return cause === undefined ? null : explain(cause);
  }
}

/**
 * Recognises Drizzle's error by its shape: to load its class would take as long as everything else together.
 */
const isFailedQuery = (error: unknown): boolean => error instanceof Error && 'query' in error && 'params' in error;
