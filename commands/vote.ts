import { castVote } from '../src/ballots/vote.ts';
import { voteId } from '../src/discord/custom-id.ts';
import { voteReply } from '../src/discord/view/reveal.ts';
import { pseudonym } from '../src/policy/pseudonym.ts';
import { button } from './command.ts';

/** **A is better**, **B is better**, **Tie**, **Both bad**, **Good pick**. */
export const vote = button(voteId, {
  acknowledge: () => 'ephemeral',
  async run(interaction, { ballotId, key }, deps) {
    const voterHash = pseudonym(deps.config.PSEUDONYM_KEY, interaction.user.id);
    const click = { ballotId, key, voterHash, interactionId: interaction.id, channelId: interaction.channelId };
    await deps.respond(interaction, voteReply(await castVote(deps.database, click, deps.now())));
  },
});
