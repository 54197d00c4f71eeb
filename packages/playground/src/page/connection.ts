import { jumpToPresent } from './messages/scroll.ts';
import { startedBy } from './messages/use.ts';
import type {
  CommandsUpdate,
  Hello,
  LearningState,
  MessagesUpdate,
  ModelsState,
  SimulationState,
  Trace,
  TypingUpdate,
} from './protocol.ts';
import { openGuideFirst } from './side/guide-place.ts';
import { changed, state } from './state.ts';
import { recallSteps, tick, tickFrom } from './steps.ts';

/** How long one "is typing" event lasts, in milliseconds. Discord's value. */
const TYPING_MS = 10_000;

let source: EventSource | null = null;

/**
 * Shows the server as this member (id or name) from now on. Without one, it is as somebody who speaks the
 * page's language.
 * After an error, the browser reconnects by itself.
 */
export function connectAs(member: string): void {
  source?.close();
  const events = new EventSource(`/events?as=${encodeURIComponent(member)}&language=${state.language}`);
  source = events;
  const on = <Data>(name: string, take: (data: Data) => void) =>
    events.addEventListener(name, ({ data }) => {
      take(JSON.parse(data));
      changed();
    });

  on<Hello>('hello', (hello) => {
    const before = state.hello;
    // Another server, or newer code of the page: what is drawn here is no longer true.
    if (before && (before.applicationId !== hello.applicationId || before.build !== hello.build)) location.reload();
    state.hello = hello;
    if (!before) recallSteps();
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
    if (simulation.votes > 0) tick(['met']);
  });
  on<LearningState>('learning', (learning) => {
    state.learning = learning;
  });
  on<ModelsState>('models', (models) => {
    state.models = models;
    if (state.hello) state.hello = { ...state.hello, banner: models.banner };
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
 * Closes the connection while the page is hidden. A browser keeps at most six connections to one server,
 * and a tab for each member would use them all.
 */
export function restWhileHidden(): void {
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) source?.close();
    else if (state.hello) connectAs(state.hello.you.id);
  });
}

function takeMessages({ channelId, order, changed: news }: MessagesUpdate): void {
  if (!state.messages.has(channelId) && channelId === state.channelId) openGuideFirst(order.length === 0);
  tickFrom(news);
  const known = new Map((state.messages.get(channelId) ?? []).map((message) => [message.id, message]));
  for (const message of news) {
    // The answer to a person's own act scrolls into view.
    if (known.size > 0 && !known.has(message.id) && startedBy(message) === state.hello?.you.id) jumpToPresent();
    known.set(message.id, message);
    // A message ends its author's "is typing".
    if (state.typing.get(channelId)?.userId === message.author.id) state.typing.delete(channelId);
  }
  state.messages.set(
    channelId,
    order.flatMap((id) => known.get(id) ?? []),
  );
}

/** Keeps the member in the page's address, so that two tabs can be two members. */
function remember(name: string): void {
  const url = new URL(location.href);
  url.searchParams.set('as', name);
  history.replaceState(null, '', url);
}
