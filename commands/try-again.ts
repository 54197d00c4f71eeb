import { MessageFlags } from 'discord.js';
import { findAskByInteraction, getAsk } from '../db/repo/asks.ts';
import { isWithinReach } from '../src/asks/within-reach.ts';
import { tryAgainId } from '../src/discord/custom-id.ts';
import { problemView } from '../src/discord/view/problem.ts';
import { button } from './command.ts';
import { startAsk } from './start-ask.ts';

/**
 * **Try again** below a question that has no answer: asks the same question with the same options, once, for
 * whoever presses. The question still belongs to its writer.
 */
export const tryAgain = button(tryAgainId, {
  runsFirst: true,
  outside: true,
  acknowledge: ({ message }) => (message.flags.has(MessageFlags.Ephemeral) ? 'ephemeral' : 'public'),
  async run(interaction, { askId }, deps) {
    const { db } = deps.database;
    const failed = await getAsk(db, askId);
    const hash = deps.pseudonymOf(interaction.user.id);
    if (failed?.state !== 'failed' || !isWithinReach(failed, { channelId: interaction.channelId, hash }))
      return deps.whisper(interaction, problemView(deps.words, [deps.words.asking.gone]));
    const { prompt, parentId, fileName, fileText, n, effort, voting, source } = failed;
    const file = fileText === null ? null : { name: fileName ?? 'file.txt', text: fileText };
    // A failed chat reply becomes an ordinary ask with several candidates.
    const options = source === 'chat' ? {} : { n, effort, voting, private: failed.private, source };
    const from = { taken: { question: askId }, pictures: { ofAsk: askId }, retryOf: askId };
    const begun = await startAsk(interaction, { ...options, ...from, prompt, parentId, file }, deps);
    if (begun) return deps.publisher.publish(askId);
    // Discord delivered the press twice: the first delivery answers.
    if (await findAskByInteraction(db, interaction.id)) return;
    await deps.whisper(interaction, problemView(deps.words, [deps.words.asking.askedAgain]));
  },
});
