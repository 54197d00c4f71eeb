/** A text as a careless reader sees it, with a map back to the original. */
export interface Folded {
  text: string;
  /** The index in the original of an index in `text`; the original's length for its end. */
  at: (index: number) => number;
}

/**
 * Writes what looks like ASCII as ASCII: full-width and mathematical letters (NFKD), look-alike letters and
 * brackets of other scripts, any space. Accents and invisible characters are left out. For matching only:
 * what is sent to a judge keeps its own characters.
 */
export function fold(original: string): Folded {
  if (/^[\n\t -~]*$/.test(original)) return { text: original, at: (index) => index };
  const pieces: string[] = [];
  const places: number[] = [];
  let place = 0;
  for (const character of original) {
    const folded = foldCharacter(character);
    pieces.push(folded);
    for (let i = 0; i < folded.length; i++) places.push(place);
    place += character.length;
  }
  return { text: pieces.join(''), at: (index) => places[index] ?? original.length };
}

const known = new Map<string, string>();

/** What one character looks like in ASCII; '' for an invisible one. */
export function foldCharacter(character: string): string {
  if (character >= ' ' && character <= '~') return character;
  if (character === '\n' || character === '\t') return character;
  const before = known.get(character);
  if (before !== undefined) return before;
  const folded = [...character.normalize('NFKD')].map(lookAlike).join('');
  // The cache could hold all of Unicode; a text of rare characters should still not fill the memory for good.
  if (known.size > 20_000) known.clear();
  known.set(character, folded);
  return folded;
}

function lookAlike(character: string): string {
  if (/[\p{Mn}\p{Me}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(character)) return '';
  if (/\p{Zs}/u.test(character)) return ' ';
  const code = character.codePointAt(0) ?? 0;
  // Letters in squares and circles, and regional indicators, which flags are made of.
  if (code >= 0x1f1e6 && code <= 0x1f1ff) return String.fromCharCode(65 + code - 0x1f1e6);
  if (code >= 0x1f150 && code <= 0x1f189) return String.fromCharCode(65 + ((code - 0x1f150) % 0x20));
  return lookAlikes.get(character) ?? character;
}

/**
 * Confusables of the character before them, after Unicode's table (UTS #39): the letters of our formats'
 * words, and the brackets of formats. ‹ › ♯ are missing on purpose: they are the replacements.
 */
const lookAlikes: ReadonlyMap<string, string> = new Map(
  [
    ['a', 'аɑαᴀ⍺ꭺ'],
    ['b', 'ЬʙᖯƄᏏᑲ'],
    ['c', 'сϲᴄⅽᏟⲥꮯ'],
    ['d', 'ԁᴅꓒᏧᑯ'],
    ['e', 'еҽᴇ℮ꬲⲉ'],
    ['f', 'ꜰẝϝ'],
    ['g', 'ɡցɢ'],
    ['h', 'һհʜᏂнℏ'],
    ['i', 'іıɩιɪ⍳ꙇⲓ'],
    ['j', 'јϳᴊ'],
    ['k', 'кκᴋⲕ'],
    ['l', 'ӏʟ'],
    ['m', 'мᴍ'],
    ['n', 'ոռɴпη'],
    ['o', 'оοσօᴏ𐐬ⲟᴑ๐໐०০'],
    ['p', 'рρᴘⲣ⍴ϱ'],
    ['q', 'ԛզ'],
    ['r', 'гʀᴦⲅꭇꮁ'],
    ['s', 'ѕꜱƽꮪ'],
    ['t', 'тτᴛⲧ'],
    ['u', 'υսᴜʋꭎ'],
    ['v', 'ѵνᴠꮩ'],
    ['w', 'ԝᴡաѡɯꮃ'],
    ['x', 'хχⲭ'],
    ['y', 'уγʏүყ'],
    ['z', 'ᴢꮓ'],
    ['A', 'АΑᎪꓮ'],
    ['B', 'ВΒᏴꓐ'],
    ['C', 'СϹꓚ'],
    ['D', 'ᎠꓓÐ'],
    ['E', 'ЕΕᎬꓰ'],
    ['F', 'ꓝϜ'],
    ['G', 'ԌᏀꓖ'],
    ['H', 'НΗᎻꓧ'],
    ['I', 'ІΙӀᎥꓲ'],
    ['J', 'ЈᎫꓙ'],
    ['K', 'КΚᏦꓗ'],
    ['L', 'ᏞꓡⅬ'],
    ['M', 'МΜᎷꓟ'],
    ['N', 'Νꓠ'],
    ['O', 'ОΟՕꓳ'],
    ['P', 'РΡᏢꓑ'],
    ['Q', 'ⵕ'],
    ['R', 'ᎡꓣƦ'],
    ['S', 'ЅՏᏚꓢ'],
    ['T', 'ТΤᎢꓔ'],
    ['U', 'Սꓴ'],
    ['V', 'ѴᏙꓦ'],
    ['W', 'ԜᎳꓪ'],
    ['X', 'ХΧꓫ'],
    ['Y', 'ҮΥᎩꓬ'],
    ['Z', 'ΖᏃꓜ'],
    ['1', '١۱१১๑❶➀➊'],
    ['2', '٢۲२২๒❷➁➋'],
    ['<', '〈⟨❬❮≺˂ᐸ'],
    ['>', '〉⟩❭❯≻˃ᐳ'],
    ['|', '∣│┃ǀ⏐❘'],
    ['(', '❨⟮⸨⦅﴾'],
    [')', '❩⟯⸩⦆﴿'],
    [':', 'ː˸։׃∶꞉⁚'],
    ['~', '∼˜⁓〜'],
    ['[', '【〔⁅❲'],
    [']', '】〕⁆❳'],
    ['[[', '⟦〚'],
    [']]', '⟧〛'],
    ['{', '❴⦃'],
    ['}', '❵⦄'],
    ['\\', '∖⧵⧹╲'],
    ['/', '⁄∕⧸╱'],
    ['#', '⌗'],
    ['_', '▁'],
  ].flatMap(([plain = '', others = '']) => [...others].map((other) => [other, plain] as const)),
);
