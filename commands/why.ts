import { readWhy } from '../src/asks/read-why.ts';
import { whyId } from '../src/discord/custom-id.ts';
import { notice } from '../src/discord/view/reveal.ts';
import { whyView } from '../src/discord/view/why.ts';
import { button } from './command.ts';

const refusals = { unknown: 'whyUnknown', 'too-early': 'whyTooEarly', 'not-allowed': 'whyNotAllowed' } as const;

/** **Why?** for who knows the pick: two or three sentences about it, for one person. */
export const why = button(whyId, {
  acknowledge: () => 'ephemeral',
  async run(interaction, { askId }, deps) {
    const { guildId, channelId } = interaction;
    const hash = deps.pseudonymOf(interaction.user.id);
    const found = await readWhy(deps.database, askId, { guildId, channelId, hash });
    await deps.respond(
      interaction,
      found.kind === 'told'
        ? whyView(deps.words, found.snapshot, found.ballot)
        : notice(deps.words.voting[refusals[found.kind]]),
    );
  },
});
