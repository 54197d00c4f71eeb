import { SaidError } from '../said-error.ts';
import type { Format } from './format.ts';
import { chat } from './formats/chat.ts';
import { rmR1, rmR1Distilled } from './formats/rm-r1.ts';
import { rrm } from './formats/rrm.ts';

export const formats: Readonly<Record<string, Format>> = {
  [rrm.name]: rrm,
  [rmR1.name]: rmR1,
  [rmR1Distilled.name]: rmR1Distilled,
  [chat.name]: chat,
};

export const formatNames = Object.keys(formats);

/**
 * Chooses the format by `named`, or else by the model's name. A name that tells none is a chat model.
 * @throws where there is no format of that name
 */
export function chooseFormat(model: string, named?: string): Format {
  if (named !== undefined) {
    const format = formats[named];
    if (!format) throw new SaidError(`There is no judge format "${named}". There are ${formatNames.join(', ')}.`);
    return format;
  }
  if (/\brm-?r1\b/i.test(model)) return /distill/i.test(model) ? rmR1Distilled : rmR1;
  return /\brrm\b/i.test(model) ? rrm : chat;
}
