import { withoutInvisible } from '../invisible.ts';
import { type Folded, fold, foldCharacter } from './fold.ts';
import type { Marks } from './marks.ts';
import { specialTokens } from './special-tokens.ts';

export interface Neutralised {
  text: string;
  /** What was changed, in plain words for moderators; empty where nothing was. */
  notes: string[];
}

interface Rule {
  /** The note for moderators, with its verb. */
  done: string;
  /**
   * Matched on the folded text (`fold.ts`). No two neighbouring parts may match the same characters without a
   * bound: a reply of nothing but spaces or hashes must not cause catastrophic backtracking.
   */
  pattern: RegExp;
  /** Replacements for characters inside a match. */
  signs: Readonly<Record<string, string>>;
  /** Quotes to put around a match. */
  quotes?: readonly [string, string];
}

/** Brackets of another shape: a person reads the same, a format does not. */
const brackets = { '<': '‹', '>': '›', '[': '(', ']': ')', '{': '(', '}': ')' };
const signs = { ...brackets, '|': '¦', '"': '”', '#': '♯' };

const HEADING = '[ \\t]*[*_`~]{0,6}(?:query|assistant[ \\t]*responses?|assistant[ \\t_#-]*[12]|analysis).*$';

/** What could pass for a part of some judge's format. */
const rules: readonly Rule[] = [
  {
    done: 'switches that turn thinking off were made harmless',
    // Qwen, SmolLM, GLM and Nemotron obey these anywhere in what a person wrote; the judge would then not
    // think.
    pattern: /\/no_?think/gi,
    signs: { '/': '⟋' },
  },
  {
    done: 'tags of a thought or a verdict were made harmless',
    pattern:
      /<\s*(?:\/\s*)?(?:think(?:ing)?|answer|eval|type|rubric|justify|solution|quote_[ab]|summary_[ab])\b[^<>]{0,40}>/gi,
    signs: brackets,
  },
  {
    done: 'a verdict in the judge’s own form was made harmless',
    pattern:
      /\\(?:boxed|f?box)\s*\{\s*(?:\\[a-z]{1,12}\s*\{\s*){0,4}(?!\s)[^}]{0,200}?assistant[^}\\]{0,80}\}{0,4}|\[\s*\[\s*(?:[a-c](?:\s*[<>=!]{1,2}\s*[a-c])?|tie)\s*\]\s*\]/gi,
    signs: brackets,
  },
  {
    done: 'a verdict in the judge’s own form was made harmless',
    // Keys of JSON, with a value that a verdict would have: other JSON stays as it is.
    pattern: /"(?:score_[12]|ranking)"\s*:\s*(?:"\s*)?\d|"choice"\s*:\s*"\s*(?:\[\s*)?model\b/gi,
    signs,
  },
  {
    done: 'headings of the judge’s own form were made harmless',
    // Inside a line too: not every reader looks for headings only at the beginning of lines.
    pattern: new RegExp(`^[ \\t]*#+${HEADING}|(?<!#)##+${HEADING}`, 'gim'),
    signs: { '#': '♯' },
    quotes: ['“', '”'],
  },
  {
    done: 'section marks of the judge’s own form were made harmless',
    pattern:
      /\[\s*(?:the\s+(?:start|end|begin(?:ning)?)\s+of\b(?:[^\]]{0,80}|[^[\]]*)|(?:(?:client|user)\s+)?question\s*)\]/gi,
    signs: brackets,
  },
];

/** Last: a token may share a bracket with a mark, which would then no longer be seen. */
const tokenRules: readonly Rule[] = specialTokens.map((pattern) => ({
  done: 'special tokens of a chat template were made harmless',
  pattern,
  signs: { ...brackets, '|': '¦', '◁': '‹', '▷': '›' },
}));

/** What could pass for a part of one format, whose judge is asked. */
const ownRules = ({ signs: withSigns, words }: Marks): Rule[] => [
  ...(withSigns
    ? [{ done: 'section marks of the judge’s own form were made harmless', pattern: withSigns, signs }]
    : []),
  ...(words
    ? [
        {
          done: 'headings of the judge’s own form were made harmless',
          pattern: words,
          signs: {},
          quotes: ['“', '”'] as const,
        },
      ]
    : []),
];

/** Everything that some reader takes for a line end. */
const LINE_END = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/**
 * Makes a prompt or a reply unable to close the judge's format, speak in the judge's name, or smuggle in
 * special tokens (prompt injection). Harmless text stays as it is.
 * @param marks the structure of the format that the judge is asked in; absent: only what all formats share
 */
export function neutralise(original: string, marks?: Marks): Neutralised {
  const notes: string[] = [];
  let text = original.replace(LINE_END, '\n');
  const visible = withoutInvisible(text);
  if (visible !== text) notes.push('invisible characters were removed');
  text = visible;
  let folded = fold(text);
  for (const rule of [...rules, ...(marks ? ownRules(marks) : []), ...tokenRules]) {
    const harmless = inOtherSigns(text, rule, folded);
    if (harmless === text) continue;
    if (!notes.includes(rule.done)) notes.push(rule.done);
    text = harmless;
    folded = fold(text);
  }
  return { text, notes };
}

/** Replaces characters wherever a pattern matches what the text looks like. */
export function inOtherSigns(
  text: string,
  { pattern, signs, quotes }: Pick<Rule, 'pattern' | 'signs' | 'quotes'>,
  folded: Folded = fold(text),
): string {
  const parts: string[] = [];
  let done = 0;
  for (const found of folded.text.matchAll(pattern)) {
    const [from, to] = [folded.at(found.index), folded.at(found.index + found[0].length)];
    const span = [...text.slice(from, to)].map((character) => signs[foldCharacter(character).charAt(0)] ?? character);
    const harmless = span.join('');
    parts.push(text.slice(done, from), quotes ? `${quotes[0]}${harmless.trim()}${quotes[1]}` : harmless);
    done = to;
  }
  parts.push(text.slice(done));
  return parts.join('');
}
