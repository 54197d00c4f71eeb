import type {
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import type { Database } from '../db/client.ts';
import type { Config } from '../src/config.ts';
import type { ButtonId } from '../src/discord/custom-id.ts';
import type { Publisher } from '../src/discord/publisher.ts';
import type { MessageView } from '../src/discord/view/blocks.ts';
import type { Log } from '../src/ops/log.ts';
import type { Queue } from '../src/ops/queue.ts';

/** What every command may use. */
export interface CommandDeps {
  config: Config;
  database: Database;
  queue: Queue;
  publisher: Publisher;
  /** Puts a view into the response that the acknowledgement promised. */
  respond: (interaction: Answerable, view: MessageView) => Promise<void>;
  now: () => Date;
  log: Log;
}

export interface Answerable {
  applicationId: string;
  token: string;
}

/** How an interaction is acknowledged, before anything else is done. */
export type Acknowledgement = 'public' | 'ephemeral' | 'update';

interface Handler<Interaction> {
  /** A view instead of a way of acknowledging is shown to the person alone, and that is the end of it. Must not wait for anything. */
  acknowledge: (interaction: Interaction) => Acknowledgement | MessageView;
  run: (interaction: Interaction, deps: CommandDeps) => Promise<void>;
  /** Permission bits that a member needs; checked here again, whatever Discord's settings say. */
  permission?: bigint;
}

export interface SlashCommand extends Handler<ChatInputCommandInteraction> {
  data: RESTPostAPIApplicationCommandsJSONBody;
  complete?: (interaction: AutocompleteInteraction, deps: CommandDeps) => Promise<{ name: string; value: string }[]>;
}

export interface MessageCommand extends Handler<MessageContextMenuCommandInteraction> {
  data: RESTPostAPIApplicationCommandsJSONBody;
}

export type Button<Family extends ButtonId['family']> = Omit<Handler<ButtonInteraction>, 'run'> & {
  run: (interaction: ButtonInteraction, id: Extract<ButtonId, { family: Family }>, deps: CommandDeps) => Promise<void>;
};
