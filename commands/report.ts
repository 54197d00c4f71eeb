import { ComponentType, type ModalSubmitInteraction } from 'discord.js';
import { withoutIds } from '../src/asks/without-ids.ts';
import { reportId } from '../src/discord/custom-id.ts';
import { reportReply } from '../src/discord/view/report.ts';
import { reportFields, reportForm } from '../src/discord/view/report-form.ts';
import { report as keepReport } from '../src/moderation/complaint.ts';
import { button, form } from './command.ts';

/** **Report** below an answer: opens the form. */
export const report = button(reportId, {
  acknowledge: (_interaction, id, words) => ({ form: reportForm(words, id) }),
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
      meant: chosen(interaction),
      words: withoutIds(interaction.fields.getTextInputValue(reportFields.words)),
    };
    await deps.respond(interaction, reportReply(deps.words, await keepReport(deps, given)));
  },
});

/** Which answer was chosen: a radio group for two, a select menu for more. '' where the form did not ask. */
function chosen({ fields }: ModalSubmitInteraction): string {
  const field = fields.fields.get(reportFields.meant);
  if (field?.type === ComponentType.RadioGroup) return field.value ?? '';
  return field?.type === ComponentType.StringSelect ? (field.values[0] ?? '') : '';
}
