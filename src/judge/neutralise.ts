export interface Neutralised {
  text: string;
  /** What was changed, in plain words for moderators; empty where nothing was. */
  notes: string[];
}

interface Rule {
  what: string;
  pattern: RegExp;
  replace: (found: string) => string;
}

/** Brackets of another shape: a reader sees the same, a format does not. */
const otherBrackets = (found: string) =>
  found
    .replace(/[<＜]/g, '‹')
    .replace(/[>＞]/g, '›')
    .replace(/[[［]/g, '(')
    .replace(/[\]］]/g, ')')
    .replace(/[{｛]/g, '(')
    .replace(/[}｝]/g, ')');

/**
 * What could pass for a part of some judge's format. Each pattern also takes full-width forms; invisible characters are gone before it
 * is tried.
 */
const rules: readonly Rule[] = [
  {
    what: 'special tokens of a chat template',
    // <|im_start|>, <｜User｜>, <|endoftext|>, <s>, [INST], <<SYS>>
    pattern:
      /[<＜][|｜][^<>＜＞\n]{0,60}[|｜][>＞]|[<＜]\/?s[>＞]|[[［]\/?INST[\]］]|[<＜]{2}\/?SYS[>＞]{2}|[<＜](?:begin|end|start)_of_[a-z_]+[>＞]/gi,
    replace: otherBrackets,
  },
  {
    what: 'tags of a thought or a verdict',
    pattern:
      /[<＜]\s*[/／]?\s*(?:think(?:ing)?|answer|eval|type|rubric|justify|solution|quote_[AB]|summary_[AB])\b[^<>＜＞\n]{0,40}[>＞]/gi,
    replace: otherBrackets,
  },
  {
    what: 'a verdict in the judge’s own form',
    pattern:
      /[\\＼](?:boxed|f?box)\s*[{｛][^{}｛｝\n]{0,40}assistant[^{}｛｝\n]{0,40}[}｝]?|[[［]\s*[[［]\s*[A-CＡ-Ｃ](?:[<＜>＞=]{0,2})[A-CＡ-Ｃ]?\s*[\]］]\s*[\]］]/gi,
    replace: otherBrackets,
  },
  {
    what: 'headings of the judge’s own form',
    pattern: /^[ \t]*[#＃]{1,6}[ \t]*(?:query|assistant responses?|assistant[ \t]*[12１２]|analysis)\b.*$/gim,
    replace: (line) => `“${line.trim().replace(/[#＃]/g, '♯')}”`,
  },
  {
    what: 'section marks of the judge’s own form',
    pattern: /[[［](?:the (?:start|end|begin) of [^\]］\n]{0,60}|client question|user question|question)[\]］]/gi,
    replace: otherBrackets,
  },
];

/** Zero-width, direction and tag characters; joiners go only beside ASCII, where no script and no emoji needs them. */
const INVISIBLE =
  /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u{e0000}-\u{e007f}]|(?<=[!-~])[\u200c\u200d]|[\u200c\u200d](?=[!-~])/gu;

/** Makes a prompt or a candidate unable to close the judge's format, speak in the judge's name, or smuggle in special tokens. */
export function neutralise(original: string): Neutralised {
  const notes: string[] = [];
  let text = original.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n');
  const visible = text.replace(INVISIBLE, '');
  if (visible !== text) notes.push('invisible characters were removed');
  text = visible;
  for (const { what, pattern, replace } of rules) {
    const harmless = text.replace(pattern, replace);
    if (harmless !== text) notes.push(`${what} were made harmless`.replace(/^a verdict (.*) were/, 'a verdict $1 was'));
    text = harmless;
  }
  return { text, notes };
}
