import { jumpToPresent } from './messages/scroll.ts';
import { startedBy } from './messages/use.ts';
import type { CommandsUpdate, Hello, MessagesUpdate, SimulationState, Trace, TypingUpdate } from './protocol.ts';
import { changed, state } from './state.ts';

/** How long "is typing" stays without being said again; Discord's own 10 seconds. */
const TYPING_MS = 10_000;

let source: EventSource | null = null;

/** Sees the server as this member from now on; by id, or by name. The browser connects again by itself when it is cut. */
export function connectAs(member: string): void {
  source?.close();
  const events = new EventSource(`/events?as=${encodeURIComponent(member)}`);
  source = events;
  const on = <Data>(name: string, take: (data: Data) => void) =>
    events.addEventListener(name, ({ data }) => {
      take(JSON.parse(data));
      changed();
    });

  on<Hello>('hello', (hello) => {
    state.hello = hello;
    state.connection = 'open';
    if (!hello.channels.some(({ id }) => id === state.channelId)) state.channelId = hello.channels[0]?.id ?? '';
    remember(hello.you.name);
  });
  on<MessagesUpdate>('messages', takeMessages);
  on<CommandsUpdate>('commands', (commands) => {
    state.commands = commands;
  });
  on<Trace | null>('trace', (trace) => {
    state.trace = trace;
  });
  on<SimulationState>('simulation', (simulation) => {
    state.simulation = simulation;
  });
  on<TypingUpdate>('typing', ({ channelId, userId }) => {
    state.typing.set(channelId, { userId, until: Date.now() + TYPING_MS });
    setTimeout(changed, TYPING_MS);
  });
  events.onerror = () => {
    if (source !== events) return;
    state.connection = 'lost';
    changed();
  };
}

/**
 * A page that nobody looks at gives its connection back: browsers keep six to one server, and a tab for each person would
 * use them all up.
 */
export function restWhileHidden(): void {
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) source?.close();
    else if (state.hello) connectAs(state.hello.you.id);
  });
}

function takeMessages({ channelId, order, changed: news }: MessagesUpdate): void {
  const known = new Map((state.messages.get(channelId) ?? []).map((message) => [message.id, message]));
  for (const message of news) {
    // The answer to what somebody just did is shown to them, wherever they were reading.
    if (known.size > 0 && !known.has(message.id) && startedBy(message) === state.hello?.you.id) jumpToPresent();
    known.set(message.id, message);
    // Whoever has written is no longer typing.
    if (state.typing.get(channelId)?.userId === message.author.id) state.typing.delete(channelId);
  }
  state.messages.set(
    channelId,
    order.flatMap((id) => known.get(id) ?? []),
  );
}

/** The address says who one is, so that two tabs can be two people. */
function remember(name: string): void {
  const url = new URL(location.href);
  url.searchParams.set('as', name);
  history.replaceState(null, '', url);
}
