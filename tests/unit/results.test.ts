import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shareOfCalls } from '../../bench/results/call-shares.ts';
import { drawResults } from '../../bench/results/draw.ts';
import { drawPage } from '../../bench/results/page.ts';
import { parseRuns, type Run, readTopics } from '../../bench/results/runs.ts';
import { root } from '../support/imports.ts';

const folder = join(root, 'docs/results');
const topics = readTopics(folder);
const header = { title: 'A run', command: 'npm run bench -- x', machine: 'two cores', date: '2026-11-27' };
const run = (more: Partial<Run>): Run => ({ run: 'one', ...header, lines: [], ...more });

describe('docs/results', () => {
  it.each([...drawResults()].map(([path, text]) => ({ path: relative(root, path), text })))(
    '$path is as its lines draw it (npm run results draws it anew)',
    ({ path, text }) => {
      expect(readFileSync(join(root, path), 'utf8')).toBe(text);
    },
  );

  it('names every topic in its index', () => {
    const index = readFileSync(join(folder, 'README.md'), 'utf8');
    expect([...topics.keys()].filter((topic) => !index.includes(`(${topic}.md)`))).toEqual([]);
  });

  it('says of every run where, when and how it was measured', () => {
    for (const { run: name, command, machine, date, lines, of } of [...topics.values()].flat()) {
      expect(command, name).toMatch(/\S/);
      expect(machine, name).toMatch(/\S/);
      expect(date, name).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(lines.length > 0 || of !== undefined, name).toBe(true);
    }
  });
});

describe('drawing results', () => {
  it('puts the lines below the run that they belong to', () => {
    const text = [{ run: 'a', ...header }, { x: 1 }, { x: 2 }, { run: 'b', ...header }, { y: 3 }];
    expect(parseRuns('f', text.map((line) => JSON.stringify(line)).join('\n'))).toMatchObject([
      { run: 'a', lines: [{ x: 1 }, { x: 2 }] },
      { run: 'b', lines: [{ y: 3 }] },
    ]);
  });

  it('names the line that it cannot read, and the one that belongs to no run', () => {
    expect(() => parseRuns('f.jsonl', `${JSON.stringify({ run: 'a', ...header })}\n{`)).toThrow('f.jsonl:2');
    expect(() => parseRuns('f.jsonl', '{"x":1}')).toThrow('f.jsonl:1');
  });

  it('shows the named columns, thousands, and a dash where a line has nothing', () => {
    const lines = [
      { bench: 'x', votes: 12000, ms: 0.5 },
      { bench: 'x', votes: 7 },
    ];
    const { text } = drawPage('votes', [run({ lines, columns: { votes: 'votes', ms: 'p50, ms' } })]);
    expect(text).toContain('| votes | p50, ms |\n|---|---|\n| 12,000 | 0.5 |\n| 7 | – |');
    expect(text).toContain('`npm run bench -- x` · two cores · 2026-11-27\n');
  });

  it('draws tables and pictures of the tournament from the lines of another run', () => {
    const point = (rule: string, regret: number, calls: number) => ({
      ...{ bench: 'tournament', n: 8, scenario: 'rrm-7b', asks: 100, rule, regret, calls, brier: 0.2 },
      reliability: Array.from({ length: 20 }, (_, i) => ({ asks: i === 15 ? 100 : 0, stated: 0.77, true: 0.8 })),
    });
    const lines = [point('elo', 0.2, 28), point('adaptive quick', 0.25, 10), point('adaptive standard', 0.15, 20)];
    const drawn = drawPage('tournament', [
      run({ run: 'regret', shape: 'regret', lines }),
      run({ run: 'shares', shape: 'call shares', of: 'regret', picture: 'frontier.svg' }),
      run({ run: 'confidence', shape: 'confidence', of: 'regret', picture: 'reliability.svg' }),
    ]);
    expect(drawn.text).toContain('| 8 | rrm-7b | 100 | – | – | 0.200 @ 28.0 | – | 0.250 @ 10.0 | 0.150 @ 20.0 | – |');
    expect(drawn.text).toContain('| n = 8, rrm-7b | 200 | 0.77 | 0.80 | 0.200 | 0.030 | 0.80 (100 %) | – | – |');
    expect(Object.keys(drawn.pictures)).toEqual(['frontier.svg', 'reliability.svg']);
    for (const svg of Object.values(drawn.pictures)) expect(svg).toMatch(/^<svg .*<\/svg>\n$/);
  });

  it('finds the calls for a regret between two prices, at the best price, and nowhere', () => {
    const at = (regret: number, calls: number) => ({ n: 8, scenario: 'base', rule: 'x', regret, calls });
    const prices = [at(0.4, 10), at(0.1, 40)];
    expect(shareOfCalls(prices, at(0.2, 40))?.share).toBeCloseTo(0.5);
    expect(shareOfCalls(prices, at(0.5, 20))).toEqual({ share: 0.5, atMost: true });
    expect(shareOfCalls(prices, at(0.05, 20))).toBeNull();
  });

  it('gives the lowest and highest coverage, of figures that had an interval often enough', () => {
    const line = (coverage: number, runs = 1000) => ({ bench: 'coverage', figure: 'kappa', asks: 15, runs, coverage });
    const lines = [line(0.941), line(0.963), line(0.2, 50)];
    expect(drawPage('statistics', [run({ shape: 'coverage', lines })]).text).toContain('| kappa | 94.1 – 96.3 |');
  });
});
