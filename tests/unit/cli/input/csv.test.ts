import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LeftOut, readOutcomes } from '../../../../src/cli/rank.ts';

const won = (left: string, right: string) => ({ left, right, winner: 'left' });

describe('comparisons in CSV', () => {
  it('are read as they were written, whatever stands in a name', () => {
    const letter = fc.constantFrom('a', 'B', ',', ';', '"', '\n', '\r\n', 'ü', '\u2028', '|');
    const name = fc.array(letter, { minLength: 1, maxLength: 6 }).map((all) => `x${all.join('')}x`);
    const row = fc.record({ left: name, right: name, winner: fc.constantFrom('left', 'right', 'tie') });
    const layout = fc.record({
      delimiter: fc.constantFrom(',', ';', '\t'),
      record_delimiter: fc.constantFrom('\n', '\r\n'),
      bom: fc.boolean(),
      quoted: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), layout, (rows, how) => {
        const kept = rows.filter(({ left, right }) => left !== right);
        fc.pre(kept.length > 0);
        const csv = stringify(rows, { ...how, header: true, quoted_match: /[\r\n]/ });
        expect(readOutcomes(csv)).toEqual(kept);
      }),
    );
  });

  it.each([
    ['a line break in quotes', 'left,right,winner\n"two\nlines",b,left\n', [won('two\nlines', 'b')]],
    ['the index that pandas writes', ',left,right,winner\n0,a,b,left\n1,a,c,left\n', [won('a', 'b'), won('a', 'c')]],
    ['that index and tabs', '\tleft\tright\twinner\n0\ta\tb\tleft\n', [won('a', 'b')]],
    ['empty fields between tabs', 'note\tleft\tright\twinner\t\n\ta\tb\tleft\t\n', [won('a', 'b')]],
    ['semicolons', 'left;right;winner\na;b;left\n', [won('a', 'b')]],
    ['a separator named for Excel', 'sep=;\nleft;right;winner\na;b;left\n', [won('a', 'b')]],
    ['one named in quotes, behind a mark', '\ufeff"sep=,"\r\nleft,right,winner\r\na,b,left\r\n', [won('a', 'b')]],
    ['bars', 'left|right|winner\na|b|left\n', [won('a', 'b')]],
    ['a comma in a name, between semicolons', 'left;right;winner\na,1;b;left\n', [won('a,1', 'b')]],
    ['a mark, quotes and Windows’ line ends', '\ufeff"left","right","winner"\r\n"a","b","left"\r\n', [won('a', 'b')]],
    ['line ends of old Macs', 'left,right,winner\ra,b,left\r', [won('a', 'b')]],
    ['line ends of several kinds', 'left,right,winner\r\na,b,left\na,c,left\r\n', [won('a', 'b'), won('a', 'c')]],
    ['spaces behind commas', 'left, right, winner\na, b, left\n', [won('a', 'b')]],
    ['empty lines and no last line end', '\nleft,right,winner\n\na,b,left', [won('a', 'b')]],
    [
      'ids of many digits',
      'left,right,winner\n1161888007138312193,1161888007138312192,left\n',
      [won('1161888007138312193', '1161888007138312192')],
    ],
  ])('may have %s', (_, csv, outcomes) => {
    expect(readOutcomes(csv)).toEqual(outcomes);
  });

  it('of an item with itself are left out, and counted', () => {
    const found: LeftOut[] = [];
    expect(readOutcomes('left,right,winner\na,b,left\na,a,left\nb,b,tie\n', (so) => found.push(so))).toHaveLength(1);
    expect(found).toEqual([{ selfPairs: 2, firstLine: 3 }]);
  });

  const header = 'left,right,winner\na,b,left\n';
  it.each([
    ['too many fields', `${header}Llama 3, 8B,b,left\n`, /^Line 3 has 4 fields, and the header names 3 columns/],
    ['too few fields', `${header}a,b\n`, /^Line 3 has 2 fields/],
    ['a wrong line behind a named separator', 'sep=;\nleft;right;winner\na;b;a\n', /^Line 3 cannot be used/],
    ['a winner that is none', `${header}a,b,a\n`, /^Line 3 cannot be used/],
    ['a side without a name', `${header},b,left\n`, /^Line 3 cannot be used/],
    ['an id that a spreadsheet rounded', `${header}1.16189E+18,b,left\n`, /^Line 3 cannot be used: this number/],
    ['a quote inside a field', `${header}5" gun,b,left\n`, /^Line 3 is not CSV: a quote/],
    ['a quote without end', `${header}"a,b,left\nc,d,left\n`, /quote on line \d or before has no end/],
    ['a missing column', 'left,right\na,b\n', /left, right and winner; winner is missing/],
    ['a column that is there twice', 'left,right,winner,left\na,b,left,c\n', /column left twice/],
    ['JSON lines', '{"left":"a","right":"b","winner":"left"}\n', /looks like JSON/],
    ['nothing', '', /empty/],
    ['a header only', 'left,right,winner\n', /nothing to rank/],
    ['self-comparisons only', 'left,right,winner\na,a,left\n', /nothing to rank/],
  ])('are refused for %s', (_, csv, words) => {
    expect(() => readOutcomes(csv)).toThrow(words);
  });
});
