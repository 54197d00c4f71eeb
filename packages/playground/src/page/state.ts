import type { APIApplicationCommand, APIMessage } from 'discord-api-types/v10';
import type { Draft } from './composer/draft.ts';
import { emptyDraft } from './composer/draft.ts';
import type { ActResult, Hello, PageModal, SimulationState, Trace } from './protocol.ts';

/** A command that was sent and has not been answered, or never will be. */
export interface Pending {
  key: string;
  by: string;
  channelId: string;
  /** As it is shown: `/ask`, or a message command's name. */
  label: string;
  command: string;
  /** The newest message when it was sent: a response is newer. */
  after: string;
  problem: string | null;
  /** Brings back what was typed, where something was. */
  restore: Draft | null;
}

export interface ModalState {
  modal: PageModal;
  values: Record<string, string | readonly string[]>;
  sending: boolean;
  problem: string | null;
  /** A problem for each field, by custom_id. */
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
  /** Ephemeral messages that this person waved away, by message id. */
  dismissed: Set<string>;
  pending: readonly Pending[];
  /** Components whose answer is awaited: `messageId/customId`. */
  busy: Set<string>;
  /** What went wrong with a message's components, by message id. */
  failed: Map<string, string>;
  /** Who is typing where, until when; milliseconds of `Date.now()`. */
  typing: Map<string, { userId: string; until: number }>;
  draft: Draft;
  /** The message that is being answered. */
  replyTo: string | null;
  /** Which completion is marked; −1 none. */
  activeChoice: number;
  completionsClosed: boolean;
  autocomplete: { key: string; choices: Choices | null; problem: string | null } | null;
  modal: ModalState | null;
  /** The open context menu of a message, where it opened. */
  menu: { messageId: string; x: number; y: number } | null;
  /** The open select menu: `messageId/customId`, and what is marked in it. */
  select: { key: string; values: readonly string[]; up?: boolean } | null;
  railOpen: boolean;
  guideOpen: boolean;
  allExamples: boolean;
  bannerClosed: boolean;
  /** Steps of the guide that were tried. */
  tried: Set<'asked' | 'voted' | 'read' | 'measured'>;
  theme: 'dark' | 'light';
  /** What happened behind the newest question. */
  trace: Trace | null;
  /** null where nobody can be simulated. */
  simulation: SimulationState | null;
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
  guideOpen: true,
  allExamples: false,
  bannerClosed: false,
  tried: new Set(),
  theme: 'dark',
  trace: null,
  simulation: null,
};

let draw: () => void = () => {};
let drawing = false;
let wished: string | null = null;

/** Draws the page after this change; several in a row are drawn once. */
export function changed(): void {
  if (drawing) return;
  drawing = true;
  queueMicrotask(() => {
    drawing = false;
    draw();
    if (wished === null) return;
    document.querySelector<HTMLElement>(wished)?.focus();
    wished = null;
  });
}

/** What is focused once the page has been drawn again. */
export function focusNext(selector: string): void {
  wished = selector;
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
