import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { decisive, reasonLength } from '../../ballots/reason.ts';
import { reasonId } from '../custom-id.ts';
import type { Words } from '../words/words.ts';

/** The custom_ids of the form's fields. */
export const reasonFields = { decisive: 'decisive', text: 'text' } as const;

/** The form that asks a voter what decided their vote. Both fields are optional. */
export const reasonForm = ({ voting }: Words, ballotId: string): APIModalInteractionResponseCallbackData => ({
  custom_id: reasonId.write({ ballotId }),
  title: voting.reasonTitle,
  components: [
    {
      type: ComponentType.Label,
      label: voting.reasonChoices,
      component: {
        type: ComponentType.CheckboxGroup,
        custom_id: reasonFields.decisive,
        required: false,
        min_values: 0,
        options: decisive.map((value) => ({ value, ...voting.reasons[value] })),
      },
    },
    {
      type: ComponentType.Label,
      label: voting.reasonWords,
      description: voting.reasonNote,
      component: {
        type: ComponentType.TextInput,
        custom_id: reasonFields.text,
        style: TextInputStyle.Paragraph,
        required: false,
        max_length: reasonLength,
      },
    },
  ],
});
