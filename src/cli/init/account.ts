import type { APIApplication, RESTGetAPICurrentUserGuildsResult } from 'discord-api-types/v10';
import { DiscordTrouble, openDiscordApi, remedyFor } from '../doctor/discord-api.ts';

/** The Discord application that a token belongs to. */
export interface Account {
  application: APIApplication;
  guilds(): Promise<{ id: string; name: string }[]>;
}

/**
 * Tries a token.
 * @returns the account, or in words why the token cannot be used
 */
export async function openAccount(token: string, apiUrl: string | undefined): Promise<Account | string> {
  const api = openDiscordApi({ DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl });
  try {
    return {
      application: (await api.get('/applications/@me')) as APIApplication,
      guilds: async () => (await api.get('/users/@me/guilds')) as RESTGetAPICurrentUserGuildsResult,
    };
  } catch (error) {
    if (!(error instanceof DiscordTrouble)) throw error;
    return error.status === 401
      ? 'Discord refuses this token. Press Reset Token and copy the whole of it.'
      : remedyFor(error);
  }
}
