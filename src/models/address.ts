/**
 * Finds what an address must not hold because it is shown, logged and kept: a user or a password, and
 * anything behind a ? or a #, where keys are put.
 * @returns what was found, in words that repeat nothing of it; null where there is no such thing
 */
export function secretIn(address: string): string | null {
  if (/[?#]/.test(address)) return 'holds a part behind a ? or a #, where a key could stand';
  if (!URL.canParse(address)) return null;
  const { username, password } = new URL(address);
  return username === '' && password === '' ? null : 'holds a user or a password';
}

/** Prefixes of vendors' keys: hf_…, sk-…, sk-ant-… */
const KEY = /(?<![A-Za-z0-9])(hf_|sk-|gsk_|xai-|nvapi-|pplx-|AIza)[A-Za-z0-9_-]{8,}/g;

/** A setting as an error may quote it: what could be a key is masked. */
export const withoutSecrets = (text: string): string =>
  text
    .replace(/[?#].*$/s, '…')
    .replace(/\/\/[^/]*@/g, '//…@')
    .replace(KEY, '$1…')
    .slice(0, 200);
