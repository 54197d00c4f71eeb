import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';

/** A gateway session. It outlives its connections. */
export interface Session {
  readonly id: string;
  readonly intents: number;
  /** Whether the server belongs to this session's shard. */
  readonly hasGuild: boolean;
  /** Sends an event now, or when the client resumes. */
  emit(name: string, data: object): void;
  /**
   * Replays all events after `seq` over a new connection.
   * @returns false when some of them are no longer kept.
   */
  resume(socket: WebSocket, seq: number): boolean;
  isOn(socket: WebSocket): boolean;
  lose(): void;
  isLost(): boolean;
}

/** At least this many events are kept for a client that resumes. */
const KEPT_EVENTS = 2000;

export function createSession(about: { intents: number; hasGuild: boolean; socket: WebSocket }): Session {
  const events: { seq: number; text: string }[] = [];
  let socket: WebSocket | null = about.socket;
  let seq = 0;

  const emit = (name: string, data: object) => {
    seq++;
    const text = JSON.stringify({ op: 0, s: seq, t: name, d: data });
    events.push({ seq, text });
    // Cut rarely and in bulk: shifting the array for each event would cost more than sending it.
    if (events.length > 2 * KEPT_EVENTS) events.splice(0, KEPT_EVENTS);
    if (socket?.readyState === 1) socket.send(text);
  };

  return {
    id: randomBytes(16).toString('hex'),
    intents: about.intents,
    hasGuild: about.hasGuild,
    emit,
    resume(next, from) {
      const first = events[0]?.seq ?? 1;
      if (from > seq || from < first - 1) return false;
      socket = next;
      for (const event of events) if (event.seq > from) next.send(event.text);
      emit('RESUMED', {});
      return true;
    },
    isOn: (other) => socket === other,
    lose() {
      socket = null;
    },
    isLost: () => socket === null,
  };
}
