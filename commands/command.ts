import type {
  AnySelectMenuInteraction,
  APIModalInteractionResponseCallbackData,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { Database } from '../db/client.ts';
import type { VoteDesk } from '../src/ballots/desk.ts';
import type { Painter } from '../src/charts/painter.ts';
import type { Config } from '../src/config.ts';
import type { Family } from '../src/discord/custom-id.ts';
import type { Publisher } from '../src/discord/publisher.ts';
import type { Answerable } from '../src/discord/respond.ts';
import type { MessageView } from '../src/discord/view/blocks.ts';
import type { Words } from '../src/discord/words/words.ts';
import type { Sight } from '../src/models/sight.ts';
import type { Log } from '../src/ops/log.ts';
import type { Metrics } from '../src/ops/metrics.ts';
import type { Queue } from '../src/ops/queue.ts';
import type { CommandIds } from './command-ids.ts';

/** What every command may use. It depends on no single interaction. */
export interface BotDeps {
  config: Config;
  /** Turns a Discord user id into the pseudonym under which our tables keep that person. */
  pseudonymOf: (userId: string) => string;
  database: Database;
  queue: Queue;
  /** Which models can see pictures. */
  sight: Sight;
  publisher: Publisher;
  desk: VoteDesk;
  /** Draws the pictures that are attached to a message. */
  painter: Painter;
  /** Sends a view as the response that the acknowledgement promised. */
  respond: (interaction: Answerable, view: MessageView) => Promise<void>;
  /**
   * Deletes a public acknowledgement that shows nothing yet, and shows the view as an ephemeral message
   * instead.
   */
  takeBack: (interaction: Answerable, view: MessageView) => Promise<void>;
  /**
   * Whether a refusal may be posted in public for this person now. Rate limited, so that nobody can fill a
   * channel.
   */
  maySay: (userId: string) => boolean;
  /** The ids of the registered slash commands. Empty where Discord does not tell. */
  commandIds: () => Promise<CommandIds>;
  now: () => Date;
  log: Log;
  metrics: Pick<Metrics, 'acknowledged'>;
}

/** What a command may use for one interaction. */
export interface CommandDeps extends BotDeps {
  /** The texts in the language of the person who pressed or typed. */
  words: Words;
  /**
   * Shows a refusal or an error as an ephemeral message, however the command was acknowledged. Nothing more
   * is shown after it.
   */
  whisper: (interaction: Answerable, view: MessageView) => Promise<void>;
  /**
   * Opens a form that had to be read first, where the command has `runsFirst`. If Discord no longer opens
   * one, `late` is shown.
   */
  openForm: (interaction: Answerable, form: FormView, late: MessageView) => Promise<void>;
}

/** A modal, opened in place of an acknowledgement. */
export interface FormView {
  form: APIModalInteractionResponseCallbackData;
}

/**
 * How an interaction is acknowledged, before anything else is done. `public` and `ephemeral` are deferred
 * acknowledgements of a new message. `update` defers a change of the message that the button, menu or form
 * belongs to. A view is sent as an ephemeral message, and a form is opened. Either ends the interaction:
 * `run` is not called.
 */
export type Acknowledgement = 'public' | 'ephemeral' | 'update' | MessageView | FormView;

interface Rights {
  /**
   * Permission bits that a member needs. They are checked here, because the server's settings may offer a
   * command to members without them.
   */
  permission?: bigint;
  /** Members with one of the server's researcher roles need no `permission`. */
  orResearcher?: boolean;
}

export interface Where {
  /** Also works outside of servers, whatever the operator allows. Only for the person's own data. */
  anywhere?: boolean;
  /** Also works outside of servers where the operator allows it: see `outside.ts`. */
  outside?: boolean;
}

interface Order {
  /**
   * `run` comes before the acknowledgement. What it writes has its row before the person is told that it was
   * taken, and a refusal was never public.
   */
  runsFirst?: boolean;
}

interface Handler<Interaction> extends Rights, Where, Order {
  /** Synchronous, because Discord waits three seconds: it decides without I/O. */
  acknowledge: (interaction: Interaction, words: Words) => Acknowledgement;
  run: (interaction: Interaction, deps: CommandDeps) => Promise<void>;
}

/** A slash command. `complete` answers its autocomplete. */
export interface SlashCommand extends Handler<ChatInputCommandInteraction> {
  data: RESTPostAPIApplicationCommandsJSONBody;
  complete?: (interaction: AutocompleteInteraction, deps: CommandDeps) => Promise<{ name: string; value: string }[]>;
}

/** A command in a message's context menu, under **Apps**. */
export interface MessageCommand extends Omit<Handler<MessageContextMenuCommandInteraction>, 'acknowledge'> {
  /** May fetch what a form is to show, which cannot be changed afterwards, for a second at most. */
  acknowledge: (
    interaction: MessageContextMenuCommandInteraction,
    words: Words,
  ) => Acknowledgement | Promise<Acknowledgement>;
  data: RESTPostAPIApplicationCommandsJSONBody;
}

interface PartHandler<Interaction, Id> extends Rights, Where, Order {
  acknowledge: (interaction: Interaction, id: Id, words: Words) => Acknowledgement;
  run?: (interaction: Interaction, id: Id, deps: CommandDeps) => Promise<void>;
}

/** The handler for all components of one custom_id family. */
export interface Part<Kind extends string, Interaction> {
  kind: Kind;
  family: string;
  /** @returns null when this family did not write the custom_id */
  bind: (customId: string) => Handler<Interaction> | null;
}

export type Button = Part<'button', ButtonInteraction>;
export type Menu = Part<'menu', AnySelectMenuInteraction>;
export type Form = Part<'form', ModalSubmitInteraction>;

function part<Kind extends string, Interaction>(kind: Kind) {
  return <Id>(family: Family<Id>, handler: PartHandler<Interaction, Id>): Part<Kind, Interaction> => ({
    kind,
    family: family.name,
    bind(customId) {
      const id = family.read(customId);
      if (id === null) return null;
      const { acknowledge, run, ...rights } = handler;
      return {
        ...rights,
        acknowledge: (interaction, words) => acknowledge(interaction, id, words),
        run: async (interaction, deps) => run?.(interaction, id, deps),
      };
    },
  });
}

/** Handles the buttons of one custom_id family. */
export const button = part<'button', ButtonInteraction>('button');
/** Handles the select menus of one custom_id family. */
export const menu = part<'menu', AnySelectMenuInteraction>('menu');
/** Handles the submitted forms of one custom_id family. */
export const form = part<'form', ModalSubmitInteraction>('form');
