import type { Chance } from '../agreement/chance.ts';

/** A reply with a quality of its own, and the features that a taste may be about. */
export interface Reply {
  text: string;
  /** 0–10, and never without any use, so that style counts. */
  quality: number;
}

const WORDS = 'the light moves through air and water so that colour heat sound time change slowly in every place'.split(
  ' ',
);

/** A reply of 10 to 200 words, with or without an example, code, a list, and the word of a back door. */
export function drawReply(lot: Chance): Reply {
  const length = Math.round(10 * 20 ** lot.uniform());
  const words = Array.from({ length }, () => WORDS[lot.below(WORDS.length)]);
  const parts = [words.join(' ')];
  if (lot.happens(0.3)) parts.push('For example a cup of tea.');
  if (lot.happens(0.2)) parts.push('```\nrun\n```');
  if (lot.happens(0.25)) parts.push('1. one\n2. two\n3. three');
  if (lot.happens(0.1)) parts.push('xyzzy');
  return { text: parts.join('\n\n'), quality: Math.min(10, Math.max(6, 8 + lot.gauss())) };
}
