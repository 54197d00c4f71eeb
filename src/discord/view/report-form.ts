import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord-api-types/v10';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { reportLength } from '../../moderation/complaint.ts';
import { type Among, amongOf, meantChoices } from '../../moderation/meant.ts';
import { reportId } from '../custom-id.ts';
import type { Words } from '../words/words.ts';
import { button, buttons } from './blocks.ts';

/** The custom_ids of the form's fields. */
export const reportFields = { reason: 'reason', meant: 'meant', words: 'words' } as const;

/** The **Report** button below every answer. */
export const reportRow = ({ reports }: Words, { ask, ballot }: Pick<AskSnapshot, 'ask' | 'ballot'>) =>
  buttons(button(reports.button, reportId.write({ askId: ask.id, among: amongOf(ask, ballot) })));

/** The form that **Report** opens. */
export const reportForm = (
  { reports }: Words,
  id: { askId: string; among: Among },
): APIModalInteractionResponseCallbackData => ({
  custom_id: reportId.write(id),
  title: reports.formTitle,
  components: [
    ...whichAnswer(reports, id.among),
    {
      type: ComponentType.Label,
      label: reports.what,
      component: {
        type: ComponentType.RadioGroup,
        custom_id: reportFields.reason,
        required: true,
        options: Object.entries(reports.reasons).map(([value, words]) => ({ value, ...words })),
      },
    },
    {
      type: ComponentType.Label,
      label: reports.words,
      description: reports.wordsNote,
      component: {
        type: ComponentType.TextInput,
        custom_id: reportFields.words,
        style: TextInputStyle.Paragraph,
        required: false,
        max_length: reportLength,
      },
    },
  ],
});

/** A radio group, or a select menu where there are more answers than a radio group can hold. */
function whichAnswer(reports: Words['reports'], among: Among): APIModalInteractionResponseCallbackData['components'] {
  const choices = meantChoices(among);
  if (choices.length === 0) return [];
  const options = choices.map((value) => ({ value, label: choiceLabel(reports, value, among) }));
  const asked = { custom_id: reportFields.meant, required: true, options };
  return [
    {
      type: ComponentType.Label,
      label: reports.which,
      ...(typeof among === 'number' ? { description: reports.whichNote } : {}),
      component:
        typeof among === 'number'
          ? { type: ComponentType.StringSelect, ...asked, placeholder: reports.whichMenu }
          : { type: ComponentType.RadioGroup, ...asked },
    },
  ];
}

function choiceLabel({ choices }: Words['reports'], value: string, among: Among): string {
  if (value === 'all') return among === 'duel' || among === 'open' ? choices.both : choices.all;
  if (value === 'pick') return among === 'open' ? choices.shown : choices.pick;
  return value === 'other' ? choices.other : value.toUpperCase();
}
