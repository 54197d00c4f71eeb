import type { BallotKey } from '../src/ballots/choice.ts';
import { ballotKeys } from '../src/ballots/choice.ts';
import { bestId, voteId } from '../src/discord/custom-id.ts';
import { voteReply } from '../src/discord/view/reveal.ts';
import { button, type CommandDeps, menu } from './command.ts';

/** **A is better**, **B is better**, **Tie**, **Both bad**, **Good pick**. */
export const vote = button(voteId, {
  acknowledge: () => 'ephemeral',
  run: (interaction, { ballotId, key }, deps) => cast(interaction, ballotId, key, deps),
});

/** **Which answer is the best?** among all. */
export const best = menu(bestId, {
  acknowledge: () => 'ephemeral',
  async run(interaction, { ballotId }, deps) {
    const key = ballotKeys.find((known) => known === interaction.values[0]);
    if (key) await cast(interaction, ballotId, key, deps);
    else await deps.respond(interaction, voteReply(deps.words, { kind: 'unknown' }));
  },
});

interface Pressed {
  id: string;
  applicationId: string;
  token: string;
  channelId: string | null;
  user: { id: string };
}

async function cast(interaction: Pressed, ballotId: string, key: BallotKey, deps: CommandDeps): Promise<void> {
  const voterHash = deps.pseudonymOf(interaction.user.id);
  const { id: interactionId, channelId } = interaction;
  const click = { ballotId, key, voterHash, interactionId, channelId: channelId ?? '', at: deps.now() };
  const outcome = await deps.desk.cast(click);
  await deps.respond(interaction, voteReply(deps.words, outcome));
  if (outcome.kind === 'counted') deps.publisher.recount(outcome.ballot.askId);
}
