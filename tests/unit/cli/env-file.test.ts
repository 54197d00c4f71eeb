import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valuesOf, withValues } from '../../../src/cli/init/env-file.ts';
import { SaidError } from '../../../src/said-error.ts';

const name = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,9}$/);
/** Every value that an .env file can hold: no line breaks, and not both kinds of quotes. */
const value = fc
  .string({ minLength: 1, unit: fc.constantFrom(...'aZ09 #=:/@.,+-_$"\'\\{}é'.split('')) })
  .filter((text) => !(text.includes("'") && text.includes('"')));
const values = fc.dictionary(name, value, { noNullPrototype: true });

describe('an .env file', () => {
  it('gives back every value that was put in, and keeps those that were there', () => {
    fc.assert(
      fc.property(values, values, (before, change) => {
        expect(valuesOf(withValues(withValues('# head\n', before), change))).toEqual({ ...before, ...change });
      }),
    );
  });

  it('stays as it is otherwise, comments and order too', () => {
    const text = '# The token\nDISCORD_TOKEN=\n\n# Judges\nJUDGE_MODEL=old # why\nexport LOG_LEVEL = warn\n';
    expect(withValues(text, { DISCORD_TOKEN: 'a b', LOG_LEVEL: 'info', NEW: '1' })).toBe(
      "# The token\nDISCORD_TOKEN='a b'\n\n# Judges\nJUDGE_MODEL=old # why\nLOG_LEVEL=info\nNEW=1\n",
    );
    expect(withValues(text, { NEW: '' })).toBe(text);
  });

  it('refuses what such a file cannot hold', () => {
    expect(() => withValues('', { A: 'one\ntwo' })).toThrow(SaidError);
  });
});
