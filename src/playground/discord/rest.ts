import type { APIApplicationCommand } from 'discord-api-types/v10';
import { type Context, Hono } from 'hono';
import type { RecordedRequest } from './driver.ts';
import { DiscordRefusal, refusals } from './errors.ts';
import { acknowledge, byToken, followUp, messageOf } from './interactions.ts';
import { createMessage, deleteMessage, editMessage } from './messages.ts';
import { guildPayload, memberPayload } from './payloads.ts';
import { type ReadBody, readBody } from './request-body.ts';
import { schemaProblems } from './schema-check.ts';
import type { State, StoredMessage } from './state.ts';
import type { MessageForm } from './totals.ts';

export interface RestOptions {
  validate: boolean;
  record: boolean;
  /** A status to answer with instead, for tests that break things; null: all is well. */
  fault: (path: string) => { status: number; retryAfter: number | undefined } | null;
}

/** What a route gives back: a body and its status, and the message that the request showed to somebody. */
interface Answer {
  status?: number;
  body?: unknown;
  shown?: StoredMessage | null;
}

type Handler = (context: Context, read: ReadBody) => Answer;

/** REST v10, as much of it as a bot like ours uses; every request is held against Discord's schemas and noted. */
export function createRest(state: State, options: RestOptions): Hono {
  const app = new Hono();
  const api = app.basePath('/api/v10');

  const route = (method: string, path: string, handler: Handler, open = false) =>
    api.on(method, path, async (context) => {
      const plain = decodeURIComponent(new URL(context.req.url).pathname.slice('/api/v10'.length));
      const fault = options.fault(plain);
      if (fault) {
        const headers = { 'retry-after': String(fault.retryAfter ?? 1), 'x-ratelimit-scope': 'user' };
        return context.json(
          { message: 'broken on purpose', code: 0, retry_after: fault.retryAfter ?? 1, global: false },
          fault.status as 500,
          headers,
        );
      }
      let read: ReadBody = { body: undefined, files: new Map() };
      let answer: Answer;
      try {
        if (!open && context.req.header('authorization') !== `Bot ${state.botToken}`) throw refusals.unauthorized();
        read = await readBody(context.req.raw);
        const problems = options.validate ? schemaProblems(method, plain, read.body) : [];
        if (problems.length > 0) throw refusals.invalidForm(problems);
        answer = handler(context, read);
      } catch (error) {
        if (!(error instanceof DiscordRefusal)) throw error;
        if (error.code === 50035)
          for (const problem of error.problems) state.violations.push({ method, path: plain, problem });
        answer = { status: error.status, body: error };
      }
      const status = answer.status ?? (answer.body === undefined ? 204 : 200);
      if (options.record) state.requests.push(noted(method, plain, read, status, answer.shown, state.now()));
      return answer.body === undefined
        ? context.body(null, status as 204)
        : context.json(answer.body as object, status as 200);
    });
  const param = (context: Context, name: string) => decodeURIComponent(context.req.param(name) ?? '');
  const formOf = ({ body }: ReadBody) => (body ?? {}) as MessageForm;

  route('GET', '/gateway/bot', () => ({
    body: {
      url: `${state.baseUrl.replace(/^http/, 'ws')}/gateway`,
      shards: 1,
      session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 },
    },
  }));
  route('GET', '/users/@me', () => ({ body: state.bot }));
  const application = () => ({
    body: {
      id: state.applicationId,
      name: 'Tribunal',
      icon: null,
      description: '',
      bot_public: true,
      bot_require_code_grant: false,
      verify_key: '0'.repeat(64),
      flags: 0,
      bot: state.bot,
    },
  });
  route('GET', '/applications/@me', application);
  route('GET', '/oauth2/applications/@me', application);

  for (const place of ['/applications/:app', '/applications/:app/guilds/:guild']) {
    route('GET', `${place}/commands`, () => ({ body: [...state.commands.values()] }));
    route('PUT', `${place}/commands`, (_context, { body }) => {
      state.commands.clear();
      for (const command of body as APIApplicationCommand[]) register(state, command);
      return { body: [...state.commands.values()] };
    });
    route('POST', `${place}/commands`, (_context, { body }) => ({
      status: 201,
      body: register(state, body as APIApplicationCommand),
    }));
  }

  route('GET', '/guilds/:guild', (context) => {
    if (param(context, 'guild') !== state.guildId) throw refusals.unknownGuild();
    return { body: guildPayload(state) };
  });
  route('GET', '/guilds/:guild/members/:user', (context) => {
    const member = state.members.get(param(context, 'user'));
    if (!member) throw refusals.notFound();
    return { body: memberPayload(state, member) };
  });

  const channelOf = (context: Context) => {
    const channel = state.channels.find(({ id }) => id === param(context, 'channel'));
    if (!channel) throw refusals.unknownChannel();
    return channel;
  };
  /** Ephemeral messages are not in the channel: only their interaction's webhook reaches them. */
  const inChannel = (context: Context) => {
    const stored = state.messages.get(param(context, 'message'));
    if (!stored || stored.onlyFor || stored.message.channel_id !== channelOf(context).id)
      throw refusals.unknownMessage();
    return stored;
  };
  route('GET', '/channels/:channel', (context) => ({ body: channelOf(context) }));
  route('GET', '/channels/:channel/messages', (context) => {
    const { id } = channelOf(context);
    const all = [...state.messages.values()].filter(({ message, onlyFor }) => message.channel_id === id && !onlyFor);
    return {
      body: all
        .map(({ message }) => message)
        .reverse()
        .slice(0, 50),
    };
  });
  route('POST', '/channels/:channel/messages', (context, read) => {
    const form = formOf(read);
    const again = form.enforce_nonce
      ? [...state.messages.values()].find(({ message }) => message.nonce === form.nonce)
      : undefined;
    const shown =
      again ??
      createMessage(state, {
        channelId: channelOf(context).id,
        form,
        files: read.files,
        onlyFor: null,
        ...(form.nonce ? { origin: { nonce: form.nonce } } : {}),
      });
    return { body: shown.message, shown };
  });
  route('GET', '/channels/:channel/messages/:message', (context) => ({ body: inChannel(context).message }));
  route('PATCH', '/channels/:channel/messages/:message', (context, read) => {
    const shown = editMessage(state, inChannel(context), formOf(read), read.files);
    return { body: shown.message, shown };
  });
  route('DELETE', '/channels/:channel/messages/:message', (context) => {
    deleteMessage(state, inChannel(context).message.id);
    return {};
  });

  route(
    'POST',
    '/interactions/:id/:token/callback',
    (context, { body, files }) => {
      const token = param(context, 'token');
      const shown = acknowledge(state, param(context, 'id'), token, body as Parameters<typeof acknowledge>[3], files);
      if (context.req.query('with_response') !== 'true') return { shown };
      const pending = state.interactions.get(token);
      return {
        shown,
        body: {
          interaction: {
            id: pending?.id,
            type: pending?.type,
            response_message_id: pending?.originalId,
            response_message_ephemeral: Boolean(shown?.onlyFor),
            response_message_loading: Boolean(shown?.thinking),
          },
          resource: { type: pending?.acknowledged, ...(shown ? { message: shown.message } : {}) },
        },
      };
    },
    true,
  );
  route(
    'POST',
    '/webhooks/:app/:token',
    (context, read) => {
      const shown = followUp(state, byToken(state, param(context, 'token')), formOf(read), read.files);
      return { body: shown.message, shown };
    },
    true,
  );
  const ofWebhook = (context: Context) =>
    messageOf(state, byToken(state, param(context, 'token')), param(context, 'message'));
  route('GET', '/webhooks/:app/:token/messages/:message', (context) => ({ body: ofWebhook(context).message }), true);
  route(
    'PATCH',
    '/webhooks/:app/:token/messages/:message',
    (context, read) => {
      const shown = editMessage(state, ofWebhook(context), formOf(read), read.files);
      return { body: shown.message, shown };
    },
    true,
  );
  route(
    'DELETE',
    '/webhooks/:app/:token/messages/:message',
    (context) => {
      deleteMessage(state, ofWebhook(context).message.id);
      return {};
    },
    true,
  );

  app.get('/attachments/*', (context) => {
    const file = state.files.get(new URL(context.req.url).pathname);
    // Whatever a model wrote is never run by the browser that looks at it.
    const headers = {
      'content-type': file?.type ?? 'text/plain',
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
      'access-control-allow-origin': '*',
    };
    return file ? context.body(file.bytes as Uint8Array<ArrayBuffer>, 200, headers) : context.notFound();
  });
  app.notFound((context) => context.json(refusals.notFound(), 404));
  return app;
}

function register(state: State, command: APIApplicationCommand): APIApplicationCommand {
  const known = [...state.commands.values()].find(
    ({ name, type }) => name === command.name && type === (command.type ?? 1),
  );
  const registered = {
    ...command,
    type: command.type ?? 1,
    description: command.description ?? '',
    id: known?.id ?? state.nextId(),
    application_id: state.applicationId,
    version: state.nextId(),
  } as APIApplicationCommand;
  state.commands.set(registered.id, registered);
  return registered;
}

function noted(
  method: string,
  path: string,
  read: ReadBody,
  status: number,
  shown: StoredMessage | null | undefined,
  at: number,
): RecordedRequest {
  return {
    method,
    path,
    body: read.body,
    files: [...read.files.values()].map(({ name, type, bytes }) => ({
      name,
      type,
      size: bytes.byteLength,
      ...(type.startsWith('text/') ? { text: new TextDecoder().decode(bytes) } : {}),
    })),
    status,
    at,
    ...(shown ? { ephemeral: shown.onlyFor !== null } : {}),
  };
}
