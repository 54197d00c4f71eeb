import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rowId } from '../../../../src/cli/ids-in.ts';
import { exactJson, isRounded, parseExactly } from '../../../../src/cli/input/exact-numbers.ts';

describe('numbers in JSON', () => {
  it('are never rounded when they are whole', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), (n) => {
        const [read] = parseExactly(`[${n}]`) as [number | bigint];
        expect(BigInt(read)).toBe(n);
        expect(exactJson({ id: read })).toBe(`{"id":${n}}`);
      }),
    );
  });

  it('are what JSON.parse makes of them wherever a double holds them', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        const floats = /\d[.eE]/.test(text) && /\d{17}|[eE]\+/.test(text);
        // Whole numbers from 2^53 on are read exactly, which the test above says.
        const large = /\d{16}/.test(text);
        if (!floats && !large) expect(parseExactly(text)).toEqual(JSON.parse(text));
      }),
    );
    const written = [0.1 + 0.2, 1e-7, 5e-324, 1 / 3, -0.5, 1.5, 1e5];
    expect(parseExactly(JSON.stringify(written))).toEqual(written);
    expect(parseExactly('[1.0, 0.10000000000000001, 1E3]')).toEqual([1, 0.1, 1000]);
  });

  it.each(['1161888007138312192.0', '1.161888007138312e+18', '1e400', '0.123456789012345678'])(
    'name nothing when they were rounded: %s',
    (number) => {
      const { error } = z.object({ id: rowId }).safeParse(parseExactly(`{"id":${number}}`));
      expect(error?.issues.map(({ message }) => message)).toEqual([expect.stringMatching(/Write ids as texts/)]);
    },
  );

  it('inside a text are left as they are', () => {
    expect(parseExactly('{"id":"1161888007138312193","t":"1e400 \\u2028"}')).toEqual({
      id: '1161888007138312193',
      t: '1e400 \u2028',
    });
  });

  it.each([
    ['1.16189E+18', true],
    ['1161888007138312192.0', true],
    ['1161888007138312193', false],
    ['7.5', false],
    ['1e3', false],
    ['gpt-4.1', false],
    ['12345678901234567890abc', false],
  ])('are known as rounded in CSV: %s is %s', (field, rounded) => {
    expect(isRounded(field)).toBe(rounded);
  });
});
