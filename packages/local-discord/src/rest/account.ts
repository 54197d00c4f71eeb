import type { State } from '../discord-state.ts';
import { refusals } from '../errors.ts';
import { applicationPayload } from '../payloads.ts';
import type { Route } from './route.ts';

/** Routes that say who the bot is and where the gateway is. */
export function accountRoutes(route: Route, state: State): void {
  const url = () => `${state.baseUrl.replace(/^http/, 'ws')}/gateway`;
  route('GET', '/gateway', () => ({ body: { url: url() } }));
  route('GET', '/gateway/bot', () => ({
    body: {
      url: url(),
      shards: 1,
      session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 },
    },
  }));
  route('GET', '/applications/@me', () => ({ body: applicationPayload(state) }));
  route('GET', '/oauth2/applications/@me', () => ({ body: applicationPayload(state) }));
  route('GET', '/users/:user', ({ param }) => {
    const id = param('user');
    const found = id === '@me' || id === state.bot.id ? state.bot : state.members.get(id)?.user;
    if (!found) throw refusals.unknownUser();
    return { body: found };
  });
}
