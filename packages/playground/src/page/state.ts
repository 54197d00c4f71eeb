import type { APIApplicationCommand, APIMessage } from 'discord-api-types/v10';
import type { Draft } from './composer/draft.ts';
import { emptyDraft } from './composer/draft.ts';
import type { ActResult, Hello, LearningState, ModelsState, PageModal, SimulationState, Trace } from './protocol.ts';

export type Language = 'en' | 'de';

/** A command that the bot has not answered yet, or failed to answer. */
export interface Pending {
  key: string;
  by: string;
  channelId: string;
  /** The visible name: `/ask`, or the name of a message command. */
  label: string;
  command: string;
  /** The id of the newest message when it was sent. Its response has a greater id. */
  after: string;
  problem: string | null;
  /** The draft to restore after a failure. Null for a message command. */
  restore: Draft | null;
}

/** What the guide offers to do. */
export type Step = 'asked' | 'voted' | 'read' | 'met';

export interface ModalState {
  modal: PageModal;
  values: Record<string, string | readonly string[]>;
  sending: boolean;
  problem: string | null;
  /** Problems by the field's custom_id. */
  fieldProblems: Record<string, string>;
}

export type Choices = NonNullable<Extract<ActResult, { ok: true }>['choices']>;

export interface State {
  connection: 'connecting' | 'open' | 'lost';
  hello: Hello | null;
  channelId: string;
  commands: readonly APIApplicationCommand[];
  /** By channel, oldest first. */
  messages: Map<string, readonly APIMessage[]>;
  /** Ids of the ephemeral messages that this person dismissed. */
  dismissed: Set<string>;
  pending: readonly Pending[];
  /** Components that wait for the bot's answer: `messageId/customId`. */
  busy: Set<string>;
  /** The last problem with a message's components, by message id. */
  failed: Map<string, string>;
  /** Who is typing, by channel id. `until` is in milliseconds since 1970. */
  typing: Map<string, { userId: string; until: number }>;
  draft: Draft;
  /** The id of the message that the person is replying to. */
  replyTo: string | null;
  /** The index of the highlighted completion. */
  activeChoice: number;
  completionsClosed: boolean;
  autocomplete: { key: string; choices: Choices | null; problem: string | null } | null;
  modal: ModalState | null;
  /** The open context menu of a message, and its position in pixels. */
  menu: { messageId: string; x: number; y: number } | null;
  /** The open select menu, and the values that are marked in it. `key` is `messageId/customId`. */
  select: { key: string; values: readonly string[]; up?: boolean } | null;
  railOpen: boolean;
  guideOpen: boolean;
  allExamples: boolean;
  bannerClosed: boolean;
  /** The steps of the guide that have happened. */
  done: Set<Step>;
  /** Whether the agreement was read after simulated members had voted. Their step is then over. */
  measured: boolean;
  theme: 'dark' | 'light';
  /** The language of the page's own words. */
  language: Language;
  /** What the bot did for the newest question. Null before there is one. */
  trace: Trace | null;
  /** Null when the server offers no simulation. */
  simulation: SimulationState | null;
  /** Null where the simulated members have no taste that a judge could learn. */
  learning: LearningState | null;
  /** Null when the server cannot change models. */
  models: ModelsState | null;
  /** The found model that is marked in the guide. */
  markedModel: string | null;
}

export const state: State = {
  connection: 'connecting',
  hello: null,
  channelId: '',
  commands: [],
  messages: new Map(),
  dismissed: new Set(),
  pending: [],
  busy: new Set(),
  failed: new Map(),
  typing: new Map(),
  draft: emptyDraft,
  replyTo: null,
  activeChoice: 0,
  completionsClosed: false,
  autocomplete: null,
  modal: null,
  menu: null,
  select: null,
  railOpen: false,
  guideOpen: false,
  allExamples: false,
  bannerClosed: false,
  done: new Set(),
  measured: false,
  theme: 'dark',
  language: 'en',
  trace: null,
  simulation: null,
  learning: null,
  models: null,
  markedModel: null,
};

let draw: () => void = () => {};
let drawing = false;
let afterwards: (() => void) | null = null;

/** Renders the page after a change. Changes in the same task are rendered once. */
export function changed(): void {
  if (drawing) return;
  drawing = true;
  queueMicrotask(() => {
    drawing = false;
    draw();
    const next = afterwards;
    afterwards = null;
    next?.();
  });
}

/** Focuses this element after the next render. */
export const focusNext = (selector: string): void =>
  afterDrawing(() => document.querySelector<HTMLElement>(selector)?.focus());

/** Does this after the next render. The newest wish replaces an older one. */
export function afterDrawing(act: () => void): void {
  afterwards = act;
  changed();
}

export function drawWith(render: () => void): void {
  draw = render;
}

/** The visible messages of the open channel. */
export const visibleMessages = (): readonly APIMessage[] =>
  (state.messages.get(state.channelId) ?? []).filter(({ id }) => !state.dismissed.has(id));

export const findMessage = (id: string): APIMessage | undefined =>
  state.messages.get(state.channelId)?.find((message) => message.id === id);
