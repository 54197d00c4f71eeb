import { type DiscordApi, DiscordTrouble, remedyFor } from './discord-api.ts';
import { type Finding, failure, skipped } from './finding.ts';
import type { Patient } from './patient.ts';

/** For checks that ask Discord; that it is out of reach, or refuses the token, is said by the check of the token. */
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

/** null where the bot may not look, or there is nothing. */
export const orNull = (error: unknown): null => {
  if (error instanceof DiscordTrouble && (error.status === 403 || error.status === 404)) return null;
  throw error;
};
