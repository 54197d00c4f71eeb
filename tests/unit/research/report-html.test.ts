import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paragraph, section, table } from '../../../src/research/report/html.ts';

/** A section in which one text stands in every place that takes one. */
const sectionOf = (text: string) =>
  String(
    section(
      text,
      text,
      table(
        text,
        [
          { head: text, cell: () => text },
          { head: text, cell: () => text },
        ],
        [0],
      ),
      paragraph(text),
    ),
  );

describe('the HTML of a report', () => {
  it('holds no markup of the texts in it, wherever they stand', () => {
    const marks = (page: string) => page.replaceAll(/[^<>"']/g, '');
    const hostile = fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '/', 'script', ' ', '$&', 'ä') });
    fc.assert(fc.property(hostile, (text) => void expect(marks(sectionOf(text))).toBe(marks(sectionOf('plain')))));
  });

  it('leaves out a table without rows', () => {
    expect(table('Votes', [{ head: 'Who', cell: String }], [])).toBeNull();
  });
});
