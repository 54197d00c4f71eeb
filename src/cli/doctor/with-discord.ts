import { type DiscordApi, DiscordTrouble, remedyFor } from './discord-api.ts';
import { type Finding, failure, skipped } from './finding.ts';
import type { Patient } from './patient.ts';

/**
 * Runs a check that asks Discord. If Discord cannot be reached or refuses the token, this check is skipped:
 * the check of the token reports it.
 */
export async function withDiscord(
  { discord }: Patient,
  name: string,
  look: (api: DiscordApi) => Promise<Finding[]>,
): Promise<Finding[]> {
  if (!discord) return [skipped(name, 'there is no DISCORD_TOKEN to try')];
  try {
    return await look(discord);
  } catch (error) {
    if (!(error instanceof DiscordTrouble)) throw error;
    if (error.status === null) return [skipped(name, 'Discord cannot be reached')];
    if (error.status === 401) return [skipped(name, 'the token is refused')];
    return [failure(name, `Discord does not say (${error.message})`, remedyFor(error))];
  }
}

/** Turns a 403 or 404 into null, and throws any other error again. */
export const orNull = (error: unknown): null => {
  if (error instanceof DiscordTrouble && (error.status === 403 || error.status === 404)) return null;
  throw error;
};
