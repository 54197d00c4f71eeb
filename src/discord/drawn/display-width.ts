import { graphemesOf } from '../../graphemes.ts';

const WIDE =
  /\p{RGI_Emoji}|\p{Emoji_Presentation}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/v;
const NOTHING = /^[\p{M}\p{Default_Ignorable_Code_Point}\p{Cc}]+$/u;

/** How many columns a text takes in a font of fixed width. East Asian letters and emoji take two. */
export const displayWidth = (text: string): number =>
  /^[ -~]*$/.test(text)
    ? text.length
    : graphemesOf(text).reduce((sum, sign) => sum + (WIDE.test(sign) ? 2 : NOTHING.test(sign) ? 0 : 1), 0);
