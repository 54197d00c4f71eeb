import type { Server } from 'node:http';
import { GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Dispatch, State } from './discord-state.ts';
import { furtherServers } from './further-servers.ts';
import { guildCreatePayload } from './payloads.ts';
import { createSession, type Session } from './session.ts';

export interface Gateway {
  dispatch: Dispatch;
  /** Closes every connection. Clients may resume. */
  drop(): void;
  close(): void;
}

export interface GatewayOptions {
  /** The heartbeat interval that HELLO asks for, in milliseconds. */
  heartbeatMs: number;
  /** The privileged intents that the application was granted, as bits. */
  privilegedIntents: number;
  /** In how many further servers the bot is. */
  furtherServers: number;
}

const { GuildMembers, GuildPresences, MessageContent } = GatewayIntentBits;
const PRIVILEGED = GuildMembers | GuildPresences | MessageContent;
/** How long a disconnected client can resume, in milliseconds. */
const SESSION_LIFE = 5 * 60_000;
/** The largest payload that a client may send, in bytes. */
const MOST_BYTES = 4096;

interface Identify {
  token?: string;
  intents?: number;
  shard?: [id: number, count: number];
}
interface Resume {
  token?: string;
  session_id?: string;
  seq?: number;
}

/** Gateway v10 on the same port as REST: hello, identify, ready, heartbeats, resume. */
export function openGateway(server: Server, state: State, options: GatewayOptions): Gateway {
  const sockets = new WebSocketServer({ server, path: '/gateway' });
  const sessions = new Map<string, Session>();
  const further = furtherServers(options.furtherServers);
  const knowsToken = (token = '') => token.replace(/^Bot /, '') === state.botToken;

  const identify = (socket: WebSocket, { token, intents, shard = [0, 1] }: Identify): Session | null => {
    const refuse = (code: GatewayCloseCodes, reason: string) => {
      socket.close(code, reason);
      return null;
    };
    const [id, count] = shard;
    if (!knowsToken(token)) return refuse(GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.');
    if (!(id >= 0 && id < count)) return refuse(GatewayCloseCodes.InvalidShard, 'Invalid shard.');
    if (typeof intents !== 'number') return refuse(GatewayCloseCodes.InvalidIntents, 'Invalid intent(s).');
    if ((intents & PRIVILEGED & ~options.privilegedIntents) !== 0)
      return refuse(GatewayCloseCodes.DisallowedIntents, 'Disallowed intent(s).');
    const isHere = (guildId: string) => Number(BigInt(guildId) >> 22n) % count === id;
    const hasGuild = isHere(state.guildId);
    const others = further.filter((server) => isHere(server.id));
    const session = createSession({ intents, hasGuild, socket });
    sessions.set(session.id, session);
    session.emit('READY', {
      v: 10,
      user: state.bot,
      guilds: [...(hasGuild && state.botIsIn ? [state.guildId] : []), ...others.map((server) => server.id)].map(
        (guildId) => ({ id: guildId, unavailable: true }),
      ),
      session_id: session.id,
      resume_gateway_url: `${state.baseUrl.replace(/^http/, 'ws')}/gateway`,
      application: { id: state.applicationId, flags: 0 },
      shard,
    });
    if (hasGuild && state.botIsIn) session.emit('GUILD_CREATE', guildCreatePayload(state));
    for (const server of others) session.emit('GUILD_CREATE', server.created(guildCreatePayload(state)));
    return session;
  };

  const resume = (socket: WebSocket, { token, session_id = '', seq = 0 }: Resume): Session | null => {
    const session = sessions.get(session_id);
    if (!knowsToken(token)) socket.close(GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.');
    else if (!session?.resume(socket, seq))
      socket.send(JSON.stringify({ op: GatewayOpcodes.InvalidSession, d: false }));
    else return session;
    return null;
  };

  const lose = (session: Session) => {
    session.lose();
    state.clock.after(SESSION_LIFE, () => session.isLost() && sessions.delete(session.id));
  };

  sockets.on('connection', (socket) => {
    let session: Session | null = null;
    socket.on('error', () => socket.terminate());
    socket.send(JSON.stringify({ op: GatewayOpcodes.Hello, d: { heartbeat_interval: options.heartbeatMs } }));
    socket.on('message', (raw: Buffer) => {
      const payload = raw.byteLength > MOST_BYTES ? null : parsed(raw.toString());
      if (!payload) return socket.close(GatewayCloseCodes.DecodeError, 'Decode error.');
      const data = (payload.d ?? {}) as never;
      switch (payload.op) {
        case GatewayOpcodes.Heartbeat:
          return socket.send(JSON.stringify({ op: GatewayOpcodes.HeartbeatAck }));
        case GatewayOpcodes.Identify:
          if (session) return socket.close(GatewayCloseCodes.AlreadyAuthenticated, 'Already authenticated.');
          session = identify(socket, data);
          return;
        case GatewayOpcodes.Resume:
          session = resume(socket, data);
          return;
        case GatewayOpcodes.PresenceUpdate:
        case GatewayOpcodes.VoiceStateUpdate:
        case GatewayOpcodes.RequestGuildMembers:
          if (!session) socket.close(GatewayCloseCodes.NotAuthenticated, 'Not authenticated.');
          return;
        default:
          return socket.close(GatewayCloseCodes.UnknownOpcode, 'Unknown opcode.');
      }
    });
    socket.on('close', (code) => {
      if (!session?.isOn(socket)) return;
      // These codes end a session: Discord does not let the client resume it.
      if (code === 1000 || code === 1001) sessions.delete(session.id);
      else lose(session);
    });
  });

  return {
    dispatch({ name, data, intent }) {
      for (const session of sessions.values()) {
        if (!session.hasGuild || (intent !== undefined && (session.intents & intent) === 0)) continue;
        session.emit(name, typeof data === 'function' ? data(session.intents) : data);
      }
    },
    drop() {
      for (const session of sessions.values()) lose(session);
      for (const socket of sockets.clients) socket.close(4000, 'Dropped on purpose.');
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

function parsed(text: string): { op?: number; d?: unknown } | null {
  try {
    return JSON.parse(text) as { op?: number };
  } catch {
    return null;
  }
}
