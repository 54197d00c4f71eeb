import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type { State, StoredMessage } from '../discord-state.ts';
import type { RecordedRequest } from '../driver.ts';
import { DiscordRefusal, problemText, refusals } from '../errors.ts';
import type { MessageForm } from '../form.ts';
import { isTooLarge } from '../message-limits.ts';
import { type SchemaName, schemaProblems } from '../schema-check.ts';
import { type FaultPlan, refuseAsPlanned, take } from './faults.ts';
import { globalLimit, limitHeaders } from './rate-limits.ts';
import { type ReadBody, readBody } from './request-body.ts';

export interface RestOptions {
  /** Validate every body against Discord's schemas. */
  validate: boolean;
  /** Keep every request for `requests`. */
  record: boolean;
  faults: FaultPlan;
  /** The bot's global rate limit, without requests about interactions. Undefined: no limit. */
  globalRequestsPerSecond: number | undefined;
}

/** A request as a route sees it. */
export interface Call extends ReadBody {
  param: (name: string) => string;
  query: (name: string) => string | undefined;
  form: MessageForm;
}

/** What a route answers, and the message that the request made visible, if any. */
export interface Reply {
  /** Default: 204 without a body, 200 with one. */
  status?: number;
  body?: unknown;
  shown?: StoredMessage | null;
  /** Default: the headers of a rate limit that is far from used up. */
  headers?: Record<string, string>;
}

export interface RouteOptions {
  /** The schema that validates the body. */
  schema?: SchemaName | ((body: unknown) => SchemaName);
  /** The body is a list, and the schema validates each item. */
  isList?: boolean;
  /** The token in the path is the authorization, and the global rate limit does not apply. */
  isInteractions?: boolean;
}

export type Route = (method: string, path: string, handler: (call: Call) => Reply, options?: RouteOptions) => void;

const PREFIX = '/api/v10';

/**
 * Makes the function that registers routes of REST v10.
 * A route applies the planned faults, authorizes, validates, handles and records each request.
 */
export function routesOf(app: Hono<{ Bindings: HttpBindings }>, state: State, options: RestOptions): Route {
  const limit = options.globalRequestsPerSecond === undefined ? null : globalLimit(options.globalRequestsPerSecond);

  return (method, path, handler, about = {}) => {
    const answer = (context: Context, read: ReadBody): Reply => {
      if (!about.isInteractions && context.req.header('authorization') !== `Bot ${state.botToken}`)
        throw refusals.unauthorized();
      if (isTooLarge(read.uploads.values())) throw refusals.tooLarge();
      if (options.validate && about.schema) checkSchema(about, read.body);
      return handler({
        ...read,
        form: (read.body ?? {}) as MessageForm,
        param: (name) => context.req.param(name) ?? '',
        query: (name) => context.req.query(name),
      });
    };

    app.on(method, PREFIX + path, async (context) => {
      const plain = plainPath(context);
      const fault = take(options.faults.fail, plain);
      const lost = take(options.faults.lose, plain);
      const wait = about.isInteractions ? 0 : (limit?.take(state.clock.now()) ?? 0);
      let read: ReadBody = { body: undefined, uploads: new Map() };
      let reply: Reply;
      try {
        read = await readBody(context.req.raw);
        refuseAsPlanned(options.faults.refuse, method, plain, read.body);
        if (fault) reply = refused(fault.status, fault.retryAfter, false);
        else if (wait > 0) reply = refused(429, wait, true);
        else reply = answer(context, read);
      } catch (error) {
        if (!(error instanceof DiscordRefusal)) throw error;
        noteViolation(state, method, plain, error);
        reply = { status: error.status, body: error };
      }
      const status = reply.status ?? (reply.body === undefined ? 204 : 200);
      if (options.record) state.requests.push(recorded(method, plain, read, status, reply.shown, state.clock.now()));
      if (lost) context.env.outgoing.destroy();
      const headers = reply.headers ?? limitHeaders(`${method} ${path}`, state.clock.now());
      return reply.body === undefined
        ? context.body(null, status as 204, headers)
        : context.json(reply.body as object, status as 200, headers);
    });
  };
}

/** Answers 404 to a path without a route, and notes a violation, even where Discord may know the path. */
export function unknownRoute(context: Context, state: State, { record }: RestOptions): Response {
  const { method, path } = context.req;
  const refusal = refusals.unknownRoute();
  if (path.startsWith(PREFIX)) {
    const plain = plainPath(context);
    noteViolation(state, method, plain, refusal);
    const read = { body: undefined, uploads: new Map() };
    if (record) state.requests.push(recorded(method, plain, read, refusal.status, null, state.clock.now()));
  }
  return context.json(refusal, 404);
}

const plainPath = ({ req }: Context): string => decodeURIComponent(req.path.slice(PREFIX.length));

function checkSchema({ schema, isList }: RouteOptions, body: unknown): void {
  const check = (value: unknown) =>
    schemaProblems(typeof schema === 'function' ? schema(value) : (schema as SchemaName), value ?? {});
  const problems = isList
    ? (Array.isArray(body) ? body : [body]).flatMap((item, index) =>
        check(item).map((p) => ({ ...p, path: [index, ...p.path] })),
      )
    : check(body);
  if (problems.length > 0) throw refusals.invalidForm(problems);
}

function noteViolation(state: State, method: string, path: string, refusal: DiscordRefusal): void {
  if (!refusal.isViolation) return;
  const problems = refusal.problems.length > 0 ? refusal.problems.map(problemText) : [refusal.message];
  for (const problem of problems) state.violations.push({ method, path, problem });
}

/** A rate limit (429) or a planned fault. `retryAfter` is in seconds. */
const refused = (status: number, retryAfter: number, global: boolean): Reply => ({
  status,
  body: {
    message: status === 429 ? 'You are being rate limited.' : 'Broken on purpose.',
    code: 0,
    retry_after: retryAfter,
    global,
  },
  headers: {
    'retry-after': String(Math.ceil(retryAfter)),
    'x-ratelimit-scope': global ? 'global' : 'user',
    ...(global ? { 'x-ratelimit-global': 'true' } : {}),
  },
});

function recorded(
  method: string,
  path: string,
  { body, uploads }: ReadBody,
  status: number,
  shown: StoredMessage | null | undefined,
  at: number,
): RecordedRequest {
  return {
    method,
    path,
    body,
    files: [...uploads.values()].map(({ name, type, bytes }) => ({
      name,
      type,
      size: bytes.byteLength,
      ...(/^text\/|json/.test(type) ? { text: new TextDecoder().decode(bytes) } : {}),
    })),
    status,
    at,
    ...(shown ? { ephemeral: shown.onlyFor !== null } : {}),
  };
}
