import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  type ButtonInteraction,
  InteractionContextType,
  type MessageContextMenuCommandInteraction,
  PermissionFlagsBits,
} from 'discord.js';
import { findAskByMessage } from '../db/repo/asks.ts';
import { ballotOfAsk } from '../db/repo/ballots.ts';
import { type Closable, type Closer, closeByHand, readClosable } from '../src/ballots/close-by-hand.ts';
import { closeNowId } from '../src/discord/custom-id.ts';
import { sureToCloseView } from '../src/discord/view/close-now.ts';
import { notice } from '../src/discord/view/reveal.ts';
import { command } from '../src/discord/words/describe.ts';
import { button, type CommandDeps, type MessageCommand } from './command.ts';

const said = {
  open: 'done',
  already: 'already',
  'not-yours': 'notYours',
  voted: 'voted',
  unknown: 'unknown',
} as const satisfies Record<Closable['kind'], string>;

/** **Close now** in the reply to an asker's vote, and **Close it for good**, which it asks for. */
export const closeNow = button(closeNowId, {
  acknowledge: (_interaction, { act }) => (act === 'ask' ? 'ephemeral' : 'update'),
  async run(interaction, { ballotId, act }, deps) {
    if (act === 'ask') return askFirst(interaction, ballotId, deps);
    const done = await closeByHand(deps, ballotId, closerOf(interaction, deps));
    await deps.respond(interaction, notice(deps.words.closing[said[done]]));
  },
});

/** **Close voting** in a message's context menu: for the asker, and for moderators of the channel. */
export const closeVotingMenu: MessageCommand = {
  data: {
    type: ApplicationCommandType.Message,
    ...command('Close voting'),
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  },
  acknowledge: () => 'ephemeral',
  async run(interaction, deps) {
    const { db } = deps.database;
    const ask = await findAskByMessage(db, interaction.targetId);
    const ballot = ask && (await ballotOfAsk(db, ask.id));
    await askFirst(interaction, ballot?.id ?? null, deps);
  },
};

type Pressed = ButtonInteraction | MessageContextMenuCommandInteraction;

async function askFirst(interaction: Pressed, ballotId: string | null, deps: CommandDeps): Promise<void> {
  const { words, database } = deps;
  const found: Closable = ballotId
    ? await readClosable(database.db, ballotId, closerOf(interaction, deps))
    : { kind: 'unknown' };
  await deps.respond(
    interaction,
    found.kind === 'open'
      ? sureToCloseView(words, found.ballot.id, found.votes)
      : notice(words.closing[said[found.kind]]),
  );
}

const closerOf = (interaction: Pressed, { pseudonymOf }: CommandDeps): Closer => ({
  hash: pseudonymOf(interaction.user.id),
  guildId: interaction.guildId,
  channelId: interaction.channelId ?? '',
  isModerator: interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages) === true,
});
