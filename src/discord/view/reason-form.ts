import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { type Decisive, decisive, reasonLength } from '../../ballots/reason.ts';
import { reasonId } from '../custom-id.ts';

const words: Readonly<Record<Decisive, { label: string; description: string }>> = {
  correct: { label: 'Correct', description: 'What it says is right' },
  clear: { label: 'Clear', description: 'Easy to follow' },
  complete: { label: 'Complete', description: 'Nothing important is missing' },
  style: { label: 'Style', description: 'Tone, length, layout' },
  safety: { label: 'Safety', description: 'The other one could do harm' },
};

export const reasonFields = { decisive: 'decisive', text: 'text' } as const;

/** Asks a voter what decided the vote. Both fields may stay empty. */
export const reasonForm = (ballotId: string): APIModalInteractionResponseCallbackData => ({
  custom_id: reasonId.write({ ballotId }),
  title: 'What decided your vote?',
  components: [
    {
      type: ComponentType.Label,
      label: 'It was …',
      component: {
        type: ComponentType.CheckboxGroup,
        custom_id: reasonFields.decisive,
        required: false,
        min_values: 0,
        options: decisive.map((value) => ({ value, ...words[value] })),
      },
    },
    {
      type: ComponentType.Label,
      label: 'In your own words',
      description: 'Kept with your vote for research; no names, please.',
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
