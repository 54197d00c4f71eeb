import { createHmac } from 'node:crypto';
import type { Format } from '../../judge/format.ts';
import { rrm } from '../../judge/formats/rrm.ts';
import { prepare } from '../../judge/prepare.ts';
import type { Preference } from './preferences.ts';
import type { RowOf, trl, verl } from './tables.ts';

export type Split = 'train' | 'test';

/** A preference as it is exported, with the code of its ask and its split. */
export type CodedPreference = Omit<Preference, 'askId'> & { code: string; split: Split };

/**
 * Holds out every twentieth ask for testing. A keyed hash of its id decides, so that an ask is in the same
 * split in every export.
 */
export const splitOf = (key: string, askId: string): Split =>
  createHmac('sha256', key).update(`split ${askId}`).digest().readUInt32BE(0) % 20 === 0 ? 'test' : 'train';

/**
 * TRL's explicit conversational preference. Source: huggingface/trl, docs/source/dataset_formats.md,
 * "Preference".
 */
export const trlRow = ({ prompt, chosen, rejected, ...from }: CodedPreference): RowOf<typeof trl> => ({
  prompt: [{ role: 'user', content: prompt }],
  chosen: [{ role: 'assistant', content: chosen.text }],
  rejected: [{ role: 'assistant', content: rejected.text }],
  ask_id: from.code,
  votes_chosen: from.votesChosen,
  votes: from.votes,
  simulated: from.simulated,
});

/**
 * The tokens that the judge's context leaves for question and replies beside its longest chain of thought.
 */
const ROOM = 24_000;

/**
 * Both orders of a preference as RRM's authors train on it: one row each, with ground truth `1` and `2`.
 * Source: microsoft/LMOps, verl/utils/dataset/prompt_templates.py (`data_source`, `prompt`, `ability:
 * general`, `reward_model.style: rule`), on verl's own schema (volcengine/verl,
 * docs/preparation/prepare_data.rst). The system message comes first, as on the model card. The authors' code
 * puts it second. The chat template of the DeepSeek-R1 distillates makes the same text of both. Texts are
 * neutralised as before judging.
 * @param format in which the judge to be trained is asked; `reward.py` reads its verdicts by
 * `extra_info.format`
 */
export function verlRows(preference: CodedPreference, index: number, format: Format = rrm): RowOf<typeof verl>[] {
  const { chosen, rejected } = preference;
  return [
    { first: chosen, second: rejected, truth: '1', index },
    { first: rejected, second: chosen, truth: '2', index: index + 1 },
  ].map(({ first, second, truth, index: number }) => {
    const pair = prepare({ prompt: preference.prompt, first: first.text, second: second.text }, ROOM, format);
    const { system, user, replies = [] } = format.layOut(pair);
    return {
      data_source: 'tribunal',
      prompt: [
        ...(system === undefined ? [] : [{ role: 'system', content: system }]),
        { role: 'user', content: user },
        ...replies,
      ],
      ability: 'general',
      reward_model: { style: 'rule', ground_truth: truth },
      extra_info: {
        split: preference.split,
        index: number,
        ask_id: preference.code,
        first: first.slot,
        second: second.slot,
        votes_chosen: preference.votesChosen,
        votes: preference.votes,
        simulated: preference.simulated,
        format: format.name,
      },
    };
  });
}
