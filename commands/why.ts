import { readWhy } from '../src/asks/read-why.ts';
import { whyId } from '../src/discord/custom-id.ts';
import { notice } from '../src/discord/view/reveal.ts';
import { whyView } from '../src/discord/view/why.ts';
import { button } from './command.ts';

const refusals = {
  unknown: 'This button belongs to no question that I know here. The message may be too old, or was changed.',
  'too-early': 'Voting is still open, and this would tell the judge’s pick. Come back when it has closed.',
  'not-allowed': 'This server does not show why the judge decided so. Who manages the server can allow it.',
} as const;

/** **Why?** on a closed ballot: two or three sentences, for one person. */
export const why = button(whyId, {
  acknowledge: () => 'ephemeral',
  async run(interaction, { askId }, deps) {
    const { guildId, channelId } = interaction;
    const found = await readWhy(deps.database, askId, { guildId, channelId });
    await deps.respond(
      interaction,
      found.kind === 'told' ? whyView(found.snapshot, found.ballot) : notice(refusals[found.kind]),
    );
  },
});
