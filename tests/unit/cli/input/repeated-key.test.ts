import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatedKey } from '../../../../src/cli/input/repeated-key.ts';

const of = (json: string) => repeatedKey(json, JSON.parse(json));

describe('a key that an object has twice', () => {
  it('is found in no object that was written from one', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, space) => {
        expect(of(JSON.stringify(value, null, space))).toBeNull();
      }),
    );
  });

  it('is found wherever it stands', () => {
    const fields = fc.uniqueArray(fc.tuple(fc.string(), fc.jsonValue()), { minLength: 1, selector: ([key]) => key });
    fc.assert(
      fc.property(fields, fc.nat(), fc.nat(), (pairs, which, where) => {
        const again = pairs[which % pairs.length]!;
        const all = pairs.toSpliced(where % (pairs.length + 1), 0, again);
        const json = `{${all.map(([key, value]) => `${JSON.stringify(key)} : ${JSON.stringify(value)}`).join(',')}}`;
        expect(of(json)).toBe(again[0]);
      }),
    );
  });

  it.each([
    ['{"item":1,"item":2}', 'item'],
    ['{"\\u0069tem":1,"item":2,"label":"item"}', 'item'],
    ['{"item":{"item":1},"label":"item"}', null],
    ['{"t":"\\"item\\": 1, {","item":1}', null],
    ['[{"item":1}]', null],
  ])('in %s is %s', (json, key) => {
    expect(of(json)).toBe(key);
  });
});
