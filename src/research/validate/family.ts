/** Names under which a vendor's models go, where the first word alone does not tell. */
const ALIASES: Readonly<Record<string, string>> = { chatgpt: 'gpt', o: 'gpt', davinci: 'gpt', bard: 'gemini' };

/**
 * The family of a model: the first word of its name without vendor, owner and place, such as `gpt` of
 * `gpt-4-0314` and `gpt35`.
 * @returns null where the name begins with no letter
 */
export function familyOf(name: string): string | null {
  const bare = name
    .replace(/@.*$/, '')
    .split(/[:/]/)
    .at(-1)!
    .toLowerCase()
    .replace(/^text-/, '');
  const [word] = /^[a-z]+/.exec(bare) ?? [];
  return word === undefined ? null : (ALIASES[word] ?? word);
}

/** 1 where only the first of two models is of the family, −1 where only the second, else 0. */
export const ownOf = (family: string, [first, second]: readonly [string, string]): number =>
  Number(familyOf(first) === family) - Number(familyOf(second) === family);
