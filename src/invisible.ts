/** Zero-width, direction, tag and control characters, and blank fillers. */
const INVISIBLE =
  /[[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]--[\n\t]]|\u034f/gv;
/**
 * Joiners are removed only beside ASCII, where no script and no emoji needs them. One variation selector may
 * follow a character; more than one is hidden writing. Neighbours are known only after all other invisible
 * characters are gone.
 */
const IDLE =
  /(?<=[!-~])[\u200c\u200d]+|(?<![\u200c\u200d])[\u200c\u200d]+(?=[!-~])|[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{2,}/gu;

/** A text without what nobody sees and no script or emoji needs. */
export function withoutInvisible(text: string): string {
  let visible = text.replace(INVISIBLE, '');
  for (let before = ''; before !== visible; ) {
    before = visible;
    visible = before.replace(IDLE, '');
  }
  return visible;
}

/** What draws no ink: white space, whatever is ignorable, and the blank braille pattern. */
const BLANK = /[\s\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu;
/**
 * Marks around nothing, such as `** **`, `_ _`, `|| ||` or an empty code block. Discord draws nothing, an
 * empty box or bare marks for them.
 */
const EMPTY_MARKS =
  /(\*{1,3}|_{1,3}|~~|\|\||`{1,3})(?:(?<=`{3})[\w+#.-]+(?=\n))?[\s\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]+\1/gu;

/** Whether a text shows nothing in Discord. */
export const isBlank = (text: string): boolean =>
  text.replace(BLANK, '') === '' || text.replace(EMPTY_MARKS, '').replace(BLANK, '') === '';
