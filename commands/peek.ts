import { loadSnapshot } from '../src/asks/snapshot.ts';
import { peekAtPick } from '../src/ballots/vote.ts';
import { compareId, peekId } from '../src/discord/custom-id.ts';
import { compareReply, peekReply, voteReply } from '../src/discord/view/reveal.ts';
import { pseudonym } from '../src/policy/pseudonym.ts';
import { button, type CommandDeps } from './command.ts';

/** **Just show me**: the pick, for one person. */
export const peek = button(peekId, {
  acknowledge: () => 'ephemeral',
  async run(interaction, { ballotId }, deps) {
    const place = await look(interaction, ballotId, deps);
    await deps.respond(
      interaction,
      place ? peekReply(place.ask, place.ballot, place.candidates) : voteReply({ kind: 'unknown' }),
    );
  },
});

/** **Compare** on an open ballot: both answers, for one person. */
export const compare = button(compareId, {
  acknowledge: () => 'ephemeral',
  async run(interaction, { ballotId }, deps) {
    const place = await look(interaction, ballotId, deps);
    await deps.respond(
      interaction,
      place ? compareReply(place.ballot, place.candidates) : voteReply({ kind: 'unknown' }),
    );
  },
});

async function look(interaction: { user: { id: string }; channelId: string }, ballotId: string, deps: CommandDeps) {
  const voterHash = pseudonym(deps.config.PSEUDONYM_KEY, interaction.user.id);
  const place = await peekAtPick(deps.database, { ballotId, voterHash, channelId: interaction.channelId });
  if (!place) return null;
  const snapshot = await loadSnapshot(deps.database.db, place.ask.id);
  return { ...place, candidates: snapshot?.candidates ?? [] };
}
