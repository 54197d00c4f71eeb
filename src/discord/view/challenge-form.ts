import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { challengeId } from '../custom-id.ts';
import type { Words } from '../words/words.ts';

/** The custom_ids of the form's fields. */
export const challengeFields = { judge: 'judge', share: 'share', tokens: 'tokens' } as const;
/** The shares of questions that can be chosen. */
export const SHARES = [0.1, 0.25, 0.5, 1] as const;
/** The most tokens a day that fit the field, where no limit is lower. */
export const MOST_TOKENS = 1e9;

/** The form of **Compare in the shadow**. `most`: this server's daily limit of tokens; null: it has none. */
export const challengeForm = (
  words: Words,
  judges: readonly { label: string; value: string; description?: string }[],
  most: number | null,
): APIModalInteractionResponseCallbackData => ({
  custom_id: challengeId.write({}),
  title: words.judge.challengeTitle,
  components: [
    {
      type: ComponentType.Label,
      label: words.judge.whichJudge,
      component: {
        type: ComponentType.StringSelect,
        custom_id: challengeFields.judge,
        required: true,
        options: [...judges],
      },
    },
    {
      type: ComponentType.Label,
      label: words.judge.whichShare,
      component: {
        type: ComponentType.RadioGroup,
        custom_id: challengeFields.share,
        required: true,
        options: SHARES.map((share) => ({
          label: words.percent(share),
          value: String(share),
          ...(share === 0.5 ? { default: true } : {}),
        })),
      },
    },
    {
      type: ComponentType.Label,
      label: words.judge.budget,
      description: words.judge.budgetNote(most),
      component: {
        type: ComponentType.TextInput,
        custom_id: challengeFields.tokens,
        style: TextInputStyle.Short,
        required: true,
        max_length: 13,
      },
    },
  ],
});
