import type { Answerer } from './model.ts';

/** Who answered, in one word: `model`, and where it is known `@provider`. @returns null where nobody says */
export const answererOf = ({ model, provider }: Answerer): string | null =>
  model === null && provider === null
    ? null
    : `${model === null ? '?' : withoutFolders(model)}${provider === null ? '' : `@${provider}`}`;

/** A path is the operator's own affair. */
const withoutFolders = (model: string): string =>
  /^[./~\\]|^[a-z]:\\/i.test(model) ? (model.split(/[/\\]/).at(-1) ?? '') : model;

/** A name without vendor, place, revision and folders: what two ways of naming one model have in common. */
const core = (name: string): string =>
  name
    .replace(/^(?:anthropic|hf|local):/, '')
    .replace(/@.*$/, '')
    .split('/')
    .at(-1)!
    .toLowerCase()
    .replace(/\.gguf$/, '');

/**
 * Whether somebody else answered than was asked. A dated version of a name and a name without its folder are
 * the same.
 * @param asked a model's name as configured
 * @param answered as `answererOf` gives it
 */
export function isAnother(asked: string, answered: string | null): boolean {
  if (answered === null || answered.startsWith('?')) return false;
  const [one, other] = [core(asked), core(answered)];
  // So short a name is a placeholder.
  return other.length >= 3 && !one.startsWith(other) && !other.startsWith(one);
}
