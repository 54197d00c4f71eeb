import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { guildCreatePayload } from './payloads.ts';
import type { State } from './state.ts';

interface Session {
  id: string;
  intents: number;
  /** Every event that was sent, for a client that resumes. */
  events: { seq: number; text: string }[];
  seq: number;
  socket: WebSocket | null;
}

export interface Gateway {
  /** Sends an event to the bot: to the newest session that is connected, or once it resumes. */
  dispatch(name: string, data: object): void;
  /** Whether any session wants these events. */
  wants(intent: number): boolean;
  /** Breaks every connection; clients may resume. */
  drop(): void;
  close(): void;
}

const HEARTBEAT = 41_250;
/** More events than that are not kept for a client that comes back. */
const KEPT_EVENTS = 1000;

/** Gateway v10 on the server's own port: hello, identify, ready, heartbeats, resume. */
export function openGateway(server: Server, state: State): Gateway {
  const sockets = new WebSocketServer({ server, path: '/gateway' });
  const sessions = new Map<string, Session>();

  const emit = (session: Session, name: string, data: object) => {
    const seq = ++session.seq;
    const text = JSON.stringify({ op: 0, s: seq, t: name, d: data });
    session.events.push({ seq, text });
    if (session.events.length > KEPT_EVENTS) session.events.shift();
    session.socket?.send(text);
  };

  const identify = (
    socket: WebSocket,
    data: { token?: string; intents?: number; shard?: [number, number] },
  ): Session | null => {
    if (data.token?.replace(/^Bot /, '') !== state.botToken) {
      socket.close(4004, 'Authentication failed.');
      return null;
    }
    const session: Session = {
      id: randomBytes(16).toString('hex'),
      intents: data.intents ?? 0,
      events: [],
      seq: 0,
      socket,
    };
    sessions.set(session.id, session);
    emit(session, 'READY', {
      v: 10,
      user: state.bot,
      guilds: [{ id: state.guildId, unavailable: true }],
      session_id: session.id,
      resume_gateway_url: `${state.baseUrl.replace(/^http/, 'ws')}/gateway`,
      application: { id: state.applicationId, flags: 0 },
      ...(data.shard ? { shard: data.shard } : {}),
    });
    emit(session, 'GUILD_CREATE', guildCreatePayload(state));
    return session;
  };

  const resume = (socket: WebSocket, data: { token?: string; session_id?: string; seq?: number }): Session | null => {
    const session = sessions.get(data.session_id ?? '');
    if (!session || data.token?.replace(/^Bot /, '') !== state.botToken) {
      socket.send(JSON.stringify({ op: 9, d: false }));
      return null;
    }
    session.socket = socket;
    for (const { seq, text } of session.events) if (seq > (data.seq ?? 0)) socket.send(text);
    emit(session, 'RESUMED', {});
    return session;
  };

  sockets.on('connection', (socket) => {
    let session: Session | null = null;
    socket.on('error', () => socket.terminate());
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: HEARTBEAT } }));
    socket.on('message', (raw) => {
      const { op, d } = JSON.parse(raw.toString()) as { op: number; d: never };
      if (op === 1) socket.send(JSON.stringify({ op: 11 }));
      else if (op === 2) session = identify(socket, d);
      else if (op === 6) session = resume(socket, d);
    });
    socket.on('close', (code) => {
      if (session?.socket !== socket) return;
      session.socket = null;
      // A client that says goodbye does not come back.
      if (code === 1000 || code === 1001) sessions.delete(session.id);
    });
  });

  const newest = () => {
    const all = [...sessions.values()].reverse();
    return all.find(({ socket }) => socket !== null) ?? all[0];
  };

  return {
    dispatch(name, data) {
      const session = newest();
      if (session) emit(session, name, data);
    },
    wants: (intent) => [...sessions.values()].some(({ intents }) => (intents & intent) !== 0),
    drop() {
      for (const socket of sockets.clients) socket.close(4000, 'dropped on purpose');
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
