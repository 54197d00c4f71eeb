import { withoutIds } from '../src/asks/without-ids.ts';
import { reportId } from '../src/discord/custom-id.ts';
import { reportFields, reportForm, reportReply } from '../src/discord/view/report.ts';
import { report as keepReport } from '../src/moderation/complaint.ts';
import { button, form } from './command.ts';

/** **Report** below an answer: opens the form. */
export const report = button(reportId, {
  acknowledge: (_interaction, { askId }, words) => ({ form: reportForm(words, askId) }),
});

/** The form of **Report**, submitted. */
export const reported = form(reportId, {
  acknowledge: () => 'ephemeral',
  async run(interaction, { askId }, deps) {
    const given = {
      askId,
      guildId: interaction.guildId ?? '',
      channelId: interaction.channelId ?? '',
      reporterHash: deps.pseudonymOf(interaction.user.id),
      reason: interaction.fields.getRadioGroup(reportFields.reason) ?? '',
      words: withoutIds(interaction.fields.getTextInputValue(reportFields.words)),
    };
    await deps.respond(interaction, reportReply(deps.words, await keepReport(deps, given)));
  },
});
