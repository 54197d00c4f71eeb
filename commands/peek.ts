import { loadSnapshot } from '../src/asks/snapshot.ts';
import { type Place, peekAtPick, visitBallot } from '../src/ballots/vote.ts';
import { compareId, peekId } from '../src/discord/custom-id.ts';
import type { Answerable } from '../src/discord/respond.ts';
import { compareReply, peekReply, voteReply } from '../src/discord/view/reveal.ts';
import { button, type CommandDeps } from './command.ts';

/** **Just show me**: shows the pick to one person. */
export const peek = button(peekId, {
  acknowledge: () => 'ephemeral',
  run: (interaction, { ballotId }, deps) => show(interaction, ballotId, peekAtPick, peekReply, deps),
});

/**
 * **Compare** on an open ballot, and **Read them and vote** on a ballot of all answers: shows the answers to
 * one person, in that person's order.
 */
export const compare = button(compareId, {
  acknowledge: () => 'ephemeral',
  run: (interaction, { ballotId }, deps) => show(interaction, ballotId, visitBallot, compareReply, deps),
});

async function show(
  interaction: Answerable & { user: { id: string }; channelId: string },
  ballotId: string,
  visit: typeof visitBallot,
  view: typeof peekReply,
  deps: CommandDeps,
): Promise<void> {
  const voterHash = deps.pseudonymOf(interaction.user.id);
  const place: Place | null = await visit(deps.database, { ballotId, voterHash, channelId: interaction.channelId });
  const snapshot = place && (await loadSnapshot(deps.database.db, place.ask.id));
  await deps.respond(
    interaction,
    place ? view(deps.words, place, snapshot?.candidates ?? []) : voteReply(deps.words, { kind: 'unknown' }),
  );
}
