import { describe, expect, it } from 'vitest';
import type { StanceGroup } from '../../../db/repo/stance-figures.ts';
import { differSection } from '../../../src/research/report/differ.ts';
import type { ReportData } from '../../../src/research/report/gather.ts';

const group = (by: StanceGroup['by'], name: string, more: Partial<StanceGroup>): StanceGroup => ({
  ...{ by, name, differ: 0, split: 0, 'both-bad': 0, agree: 0, few: 0 },
  ...more,
});
const shown = (stances: readonly StanceGroup[]) =>
  String(differSection({ stances } as unknown as ReportData))
    .replace(/<svg[\s\S]*?<\/svg>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe('where people and the judge differ, in the report', () => {
  it('counts questions by where their majority stands, with the share that differs', () => {
    const said = shown([
      group('all', '', { differ: 10, split: 4, 'both-bad': 2, agree: 24, few: 7 }),
      group('effort', 'quick', { differ: 2, agree: 3 }),
      group('effort', 'deep', { differ: 8, split: 4, 'both-bad': 2, agree: 21 }),
      group('judge', 'hf:one', { differ: 10, split: 4, 'both-bad': 2, agree: 24 }),
      group('stated', '7', { differ: 10, split: 4, 'both-bad': 2, agree: 24 }),
    ]);
    // By statsmodels 0.15.0: Wilson for 9.75 of 39 effective questions, at Student’s t with 39 degrees.
    expect(said).toMatch(/all 40 25\.0 % \(13\.8 % to 40\.9 %\) 10 4 2 24/);
    expect(said).toContain('quick 5 not enough data 2 0 0 3');
    expect(said).toContain('7 more questions have fewer votes that count.');
    expect(said).toMatch(/70–80 % 40 25\.0 %/);
    // The only judge would repeat the line of all.
    expect(said).not.toContain('hf:one');
  });

  it('says so where there is nothing to count', () => {
    expect(shown([])).toContain('No question has 3 votes that count.');
    expect(shown([group('all', '', { few: 3 })])).toMatch(/No question has 3 votes that count\. 3 more questions/);
  });
});
