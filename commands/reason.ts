import { withoutIds } from '../src/asks/without-ids.ts';
import { noteReason, readReason } from '../src/ballots/reason.ts';
import { reasonId } from '../src/discord/custom-id.ts';
import { reasonFields, reasonForm } from '../src/discord/view/reason-form.ts';
import { reasonReply } from '../src/discord/view/reveal.ts';
import { button, form } from './command.ts';

/** **Say why**: opens the form that asks what decided a vote. */
export const reason = button(reasonId, {
  acknowledge: (_interaction, { ballotId }, words) => ({ form: reasonForm(words, ballotId) }),
});

/** The form of **Say why**, submitted. */
export const reasonSubmitted = form(reasonId, {
  acknowledge: () => 'ephemeral',
  async run(interaction, { ballotId }, deps) {
    const voterHash = deps.pseudonymOf(interaction.user.id);
    const given = readReason(
      interaction.fields.getCheckboxGroup(reasonFields.decisive),
      withoutIds(interaction.fields.getTextInputValue(reasonFields.text)),
    );
    const voter = { ballotId, voterHash, channelId: interaction.channelId ?? '' };
    await deps.respond(interaction, reasonReply(deps.words, await noteReason(deps.database, voter, given)));
  },
});
