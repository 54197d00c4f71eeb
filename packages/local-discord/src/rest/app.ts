import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { State } from '../discord-state.ts';
import { accountRoutes } from './account.ts';
import { channelRoutes } from './channels.ts';
import { commandRoutes } from './commands.ts';
import { guildRoutes } from './guild.ts';
import { interactionRoutes } from './interactions.ts';
import { type RestOptions, routesOf, unknownRoute } from './route.ts';

/** The routes of REST v10 that this package knows, and the uploaded files. */
export function createRest(
  state: State,
  options: RestOptions & { privilegedIntents: number },
): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const route = routesOf(app, state, options);
  accountRoutes(route, state);
  guildRoutes(route, state);
  commandRoutes(route, state);
  channelRoutes(route, state, options.privilegedIntents);
  interactionRoutes(route, state);

  app.get('/attachments/*', (context) => {
    const file = state.files.get(new URL(context.req.url).pathname);
    if (!file) return context.text('This content is no longer available.', 404);
    return context.body(file.bytes as Uint8Array<ArrayBuffer>, 200, {
      'content-type': file.type,
      // An uploaded file may hold HTML and scripts: a browser must not run them.
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
      'access-control-allow-origin': '*',
    });
  });
  app.notFound((context) => unknownRoute(context, state, options));
  return app;
}
