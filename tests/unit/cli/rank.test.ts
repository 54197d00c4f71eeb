import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rankAgreement, readRanking } from '../../../src/cli/rank-against.ts';
import { program } from '../../support/program.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tribunal-rank-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function rank(rows: readonly string[], ...flags: string[]) {
  const file = join(folder, `${Math.random()}.csv`);
  await writeFile(file, `left,right,winner\n${rows.join('\n')}\n`);
  const child = spawn(process.execPath, [program, 'rank', '--in', file, ...flags]);
  const [stdout, stderr, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.on('close', resolve)),
  ]);
  return { stdout, stderr, status };
}

const modes = [[], ['--intervals'], ['--method', 'davidson'], ['--method', 'elo']];

describe('every mode of a ranking', () => {
  it.each(modes)('names items that won or lost everything: %j', async (...flags) => {
    const { stdout, stderr, status } = await rank(
      ['best,b,left', 'best,c,left', 'b,c,left', 'c,b,left', 'b,worst,left'],
      ...flags,
    );
    expect(status).toBe(0);
    expect(stderr).toMatch(/^best: never lost to the others/m);
    expect(stderr).toMatch(/^worst: never won against the others/m);
    if (stdout.includes('strength')) expect(stdout).toMatch(/^best,Infinity,[^,]*,Infinity$/m);
  });

  it.each(modes)('names groups that never met, and keeps them apart: %j', async (...flags) => {
    const { stdout, stderr } = await rank(
      ['a,b,left', 'b,a,left', 'a,c,left', 'c,b,left', 'x,y,left', 'y,x,left'],
      ...flags,
    );
    expect(stderr).toContain('2 groups that never met');
    expect(stderr).toContain('(2) x, y');
    expect(stdout).toMatch(/^group,item,/);
    expect(
      stdout
        .split('\n')
        .map((line) => line[0])
        .join('')
        .slice(1),
    ).toBe('11122');
  });

  it('names many in short', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `winner${i},b,left`);
    const { stderr } = await rank(rows);
    expect(stderr).toContain('winner7 and 12 more: never lost');
  });

  it('has no finite interval where residuals vanish, and words for none', async () => {
    const { stdout } = await rank(
      Array.from({ length: 3 }, () => 'a,b,left'),
      '--intervals',
    );
    expect(stdout).toMatch(/^a,Infinity,-1\.5\d+,Infinity$/m);
    const ties = await rank(
      Array.from({ length: 20 }, () => 'a,b,tie'),
      '--method',
      'davidson',
    );
    expect(ties.stdout).toMatch(/^a,,-Infinity,Infinity$/m);
    expect(ties.stderr).toContain('no round of them has more wins than ties');
    const one = await rank(['a,b,left'], '--intervals');
    expect(one.stdout).toMatch(/^a,Infinity,,$/m);
    expect(one.stderr).toContain('No interval for a, b: only one cluster');
  });
});

describe('two rankings', () => {
  it('have rank correlations with intervals, whichever kind of file the second is', async () => {
    const rows = 'abcdef'
      .split('')
      .flatMap((item, i, all) =>
        all
          .slice(i + 1)
          .flatMap((other) => [`${item},${other},left`, `${item},${other},left`, `${other},${item},left`]),
      );
    const ranking = join(folder, 'ranking.csv');
    await writeFile(ranking, 'item,score\nb,9\na,8\nc,7\nd,6\nf,5\ne,4\n');
    const { stdout } = await rank(rows, '--against', ranking);
    expect(stdout).toMatch(
      /^figure,value,low,high,n\nspearman,0\.88\d+,0\.\d+,0\.\d+,6\nkendall,0\.73\d+,0?[^,]+,0\.\d+,6\n$/,
    );
    const itself = join(folder, 'itself.csv');
    await writeFile(itself, `left,right,winner\n${rows.join('\n')}\n`);
    const same = await rank(rows, '--against', itself);
    expect(same.stdout).toContain('spearman,1,,,6');
    expect(same.stderr).toContain('No interval');
  });

  it('are compared on the items of both, and in one group', () => {
    const scored = (items: string, group = 0) => items.split('').map((item, i) => ({ item, score: -i, group }));
    const { spearman, said } = rankAgreement([...scored('abcde'), ...scored('xy', 1)], scored('dcbayx'));
    expect([spearman.n, spearman.value]).toEqual([4, -1]);
    expect(said.join(' ')).toMatch(/only one of the files has them: e\..*never met the others: x, y/);
    expect(() => rankAgreement(scored('ab'), scored('ab'))).toThrow('Not enough data');
  });

  it.each([
    ['item,score\na,\n', 'Line 2'],
    ['item,score\na,1\na,2\n', 'again'],
    ['item,score\n', 'no items'],
  ])('that cannot be read are refused: %j', (csv, words) => {
    expect(() => readRanking(csv)).toThrow(words);
  });
});
