import { createHash } from 'node:crypto';
import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';
import type { LocalDiscord } from 'local-discord';
import { listen } from '../../../src/ops/listen.ts';
import type { Learning } from './learning.ts';
import type { ModelSwitch } from './model-switch.ts';
import type { Banner, SpecialQuestions, Trace } from './page/protocol.ts';
import { openActs, requestSchema } from './page-acts.ts';
import { bundlePage } from './page-bundle.ts';
import { type FeedEvent, feed } from './page-feed.ts';
import { passFile } from './page-files.ts';
import { onlyOwnPage, pageHeaders } from './page-guard.ts';
import { followAsk } from './page-trace.ts';
import { helloFor, memberFor } from './page-view.ts';
import type { Simulation } from './simulation.ts';

export interface PageOptions {
  /** Default: 0, any free port. */
  port?: number;
  host?: '127.0.0.1';
  /** Which models answer. The page shows it in a line at the top. */
  banner?: Banner;
  /** Questions offered to newcomers. */
  examples?: readonly string[];
  special?: SpecialQuestions;
  /** Loads what the bot did for the newest ask. Without it, the page does not show that. */
  trace?: () => Promise<Trace | null>;
  simulation?: Simulation;
  /** Lets the judge learn from the simulated members. */
  learning?: Learning;
  /** Lets the page offer the models of this machine. It also says which models answer. */
  models?: ModelSwitch;
}

/** How soon a page that lost the server looks for it again, in milliseconds. */
const RETRY_MS = 1000;

/**
 * Serves the playground's page on loopback.
 * @throws when the port is taken or the page cannot be bundled.
 */
export async function startPage(
  discord: LocalDiscord,
  options: PageOptions = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const bundle = await bundlePage();
  const build = createHash('sha256')
    .update(bundle.js + bundle.css)
    .digest('hex')
    .slice(0, 16);
  const act = openActs(discord, options);
  const follow = options.trace && followAsk(options.trace);
  const leaving = new AbortController();
  const app = new Hono();
  app.use(onlyOwnPage, (c, next) => {
    c.header('cache-control', 'no-store');
    return next();
  });
  // Registered before the page's headers, because a file has stricter ones.
  app.get('/file', (c) => passFile(c, discord.apiUrl));
  app.use(pageHeaders);

  app.get('/', (c) => c.html(bundle.html));
  app.get('/page.js', (c) => c.body(bundle.js, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  app.get('/page.css', (c) => c.body(bundle.css, 200, { 'content-type': 'text/css; charset=utf-8' }));

  app.get('/events', (c) => {
    const member = memberFor(discord, c.req.query('as') ?? '', c.req.query('language') ?? '');
    const hello = member && helloFor(discord, member.user.id, { ...options, build });
    if (!member || !hello) return c.text('Nobody lives on this server yet.', 404);
    return streamSSE(c, async (stream) => {
      const send = ({ event, data }: FeedEvent) =>
        void stream.writeSSE({ event, data: JSON.stringify(data), retry: RETRY_MS });
      const stops = [
        feed(discord, member, hello, send),
        follow?.((trace) => send({ event: 'trace', data: trace })),
        tell(options.simulation, (data) => send({ event: 'simulation', data })),
        tell(options.learning, (data) => send({ event: 'learning', data })),
        tell(options.models, (data) => send({ event: 'models', data })),
      ];
      const gone = new Promise<void>((resolve) => {
        stream.onAbort(resolve);
        leaving.signal.addEventListener('abort', () => resolve(), { once: true });
      });
      await gone;
      for (const stop of stops) stop?.();
    });
  });

  app.post('/act', bodyLimit({ maxSize: 4 * 1024 * 1024 }), async (c) => {
    const request = requestSchema.safeParse(await c.req.json().catch(() => null));
    if (!request.success) return c.json({ ok: false, problem: 'The page sent something unreadable. Reload it.' }, 400);
    return c.json(await act(request.data));
  });

  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const port = await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        leaving.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Telling<State> {
  state(): State;
  onChange(listener: () => void): () => void;
}

/** Sends a state now and after each change. @returns a function that stops it */
function tell<State>(source: Telling<State> | undefined, send: (state: State) => void): (() => void) | undefined {
  if (!source) return undefined;
  send(source.state());
  return source.onChange(() => send(source.state()));
}
