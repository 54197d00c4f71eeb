import type { Pair } from './format.ts';

const PLACEHOLDER = /\{(prompt|first|second)\}/g;
/** What people write for a placeholder; `\boxed{answer}` and JSON are none. */
const MISNAMED =
  /(?<![\w\\])\{(question|query|instruction|input|(?:answer|response|reply|assistant)(?:_?[12ab])?|[ab12])\}/i;

/** Puts a pair into a template, in one go: a reply that says `{second}` stays as it is. */
export const layOutBy = (template: string, pair: Pair): string =>
  template.replace(PLACEHOLDER, (_, name: 'prompt' | 'first' | 'second') => pair[name]);

/** @returns what is wrong with a template's placeholders, and what to do; null where nothing is */
export function placeholderFault(template: string): string | null {
  const misnamed = MISNAMED.exec(template)?.[0];
  if (misnamed) return `has ${misnamed}, which is no placeholder: write {prompt}, {first} and {second}`;
  const found = [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  const missing = ['prompt', 'first', 'second'].find((name) => !found.includes(name));
  if (missing) return `lacks {${missing}}: write {prompt}, {first} and {second} where question and replies belong`;
  const twice = found.find((name, i) => found.indexOf(name) !== i);
  if (twice) return `has {${twice}} twice: each placeholder stands once`;
  if (found.indexOf('first') > found.indexOf('second')) return 'has {second} before {first}: exchange them';
  return touching(template);
}

/** Two texts with nothing between them are one text to the judge. */
const touching = (template: string): string | null =>
  /\{(?:prompt|first|second)\}\s*\{(?:prompt|first|second)\}/.test(template)
    ? 'has two placeholders with no words between them: the judge could not tell the texts apart'
    : null;
