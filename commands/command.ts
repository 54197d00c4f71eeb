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
import type { MessageView } from '../src/discord/view/blocks.ts';
import type { Words } from '../src/discord/words/words.ts';
import type { Log } from '../src/ops/log.ts';
import type { Metrics } from '../src/ops/metrics.ts';
import type { Queue } from '../src/ops/queue.ts';

/** What every command may use, whoever it is for. */
export interface BotDeps {
  config: Config;
  /** A person’s name in our tables, from their Discord id. */
  pseudonymOf: (userId: string) => string;
  database: Database;
  queue: Queue;
  publisher: Publisher;
  desk: VoteDesk;
  /** Draws what goes along as a picture. */
  painter: Painter;
  /** Puts a view into the response that the acknowledgement promised. */
  respond: (interaction: Answerable, view: MessageView) => Promise<void>;
  /** Takes back a public acknowledgement that shows nothing yet, and shows the view to the person alone. */
  takeBack: (interaction: Answerable, view: MessageView) => Promise<void>;
  /** Whether a person who cannot be answered in private may be told something now: seldom enough that nobody can fill a channel with it. */
  maySay: (userId: string) => boolean;
  now: () => Date;
  log: Log;
  metrics: Pick<Metrics, 'acknowledged'>;
}

/** The same for one interaction. */
export interface CommandDeps extends BotDeps {
  /** The texts in the language of the person who is answered. */
  words: Words;
  /** Tells the person alone, however the command is acknowledged: a refusal, and what goes wrong. It ends the answer. */
  whisper: (interaction: Answerable, view: MessageView) => Promise<void>;
}

export interface Answerable {
  applicationId: string;
  token: string;
}

/** A form that is opened at once. */
export interface FormView {
  form: APIModalInteractionResponseCallbackData;
}

/**
 * How an interaction is acknowledged, before anything else is done. A view instead of a word is shown to the person alone, and a
 * form is opened; either is the end of it. `update` belongs to buttons, menus and the forms they opened: their message is changed.
 */
export type Acknowledgement = 'public' | 'ephemeral' | 'update' | MessageView | FormView;

interface Rights {
  /** Permission bits that a member needs; checked here again, whatever Discord's settings say. */
  permission?: bigint;
  /** Or one of the server's roles for researchers. */
  orResearcher?: boolean;
}

interface Where {
  /** Outside any server too: what reaches a person's own data alone. */
  anywhere?: boolean;
}

interface Order {
  /** Runs before it is acknowledged: what it writes has its row before the person is told that it was taken, and what is refused was never public. */
  runsFirst?: boolean;
}

interface Handler<Interaction> extends Rights, Where, Order {
  /** Must not wait for anything. */
  acknowledge: (interaction: Interaction, words: Words) => Acknowledgement;
  run: (interaction: Interaction, deps: CommandDeps) => Promise<void>;
}

export interface SlashCommand extends Handler<ChatInputCommandInteraction> {
  data: RESTPostAPIApplicationCommandsJSONBody;
  complete?: (interaction: AutocompleteInteraction, deps: CommandDeps) => Promise<{ name: string; value: string }[]>;
}

export interface MessageCommand extends Handler<MessageContextMenuCommandInteraction> {
  data: RESTPostAPIApplicationCommandsJSONBody;
}

interface PartHandler<Interaction, Id> extends Rights, Where, Order {
  acknowledge: (interaction: Interaction, id: Id, words: Words) => Acknowledgement;
  run?: (interaction: Interaction, id: Id, deps: CommandDeps) => Promise<void>;
}

/** What answers the presses of one family. */
export interface Part<Kind extends string, Interaction> {
  kind: Kind;
  family: string;
  /** null: this custom_id is none that we wrote. */
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

export const button = part<'button', ButtonInteraction>('button');
export const menu = part<'menu', AnySelectMenuInteraction>('menu');
export const form = part<'form', ModalSubmitInteraction>('form');
