import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openPainter, type Painter, type PainterOptions } from '../../../src/charts/painter.ts';
import type { TournamentDrawing } from '../../../src/charts/tournament.ts';
import { openLog } from '../../../src/ops/log.ts';

const bad = join(import.meta.dirname, '../../support/bad-painter-child.ts');
const tournament: TournamentDrawing = {
  titles: { chances: 'Chances', bestFirst: 'Best first', met: 'Met', rows: 'Rows', notJudged: 'not judged' },
  rows: [
    { number: '1', model: 'one', chance: 0.7, fate: null, pick: true },
    { number: '2', model: '模型🐟<script>&"\u0000', chance: 0.3, fate: null, pick: false },
    { number: '3', model: 'three', chance: null, fate: 'failed (timeout)', pick: false },
  ],
  matches: [{ a: 0, b: 1, winsA: 2, winsB: 1, invalid: 1 }],
};
const asked = (label: string) => ({
  rows: [{ label, value: 0.5, low: 0.4, high: 0.6, note: '10 votes', kind: 'judge' as const }],
});

describe('the painter', () => {
  let painter: Painter;
  const open = (more: Partial<PainterOptions> = {}) => {
    painter = openPainter({ log: openLog('silent'), ...more });
    return painter;
  };
  afterEach(() => painter.close());

  it('draws PNGs of the right size in another process, and again after that one was replaced', async () => {
    const { paint } = open({ recycleAfter: 1 });
    for (const png of await Promise.all([paint('tournament', tournament), paint('agreement', asked('you'))])) {
      const bytes = Buffer.from(png ?? []);
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
      expect(bytes.readUInt32BE(16)).toBe(1280);
    }
  });

  it('gives no picture where the process dies, and draws the next one', async () => {
    const { paint } = open({ childFile: bad });
    const [dead, next] = await Promise.all([paint('agreement', asked('die')), paint('agreement', asked('answer'))]);
    expect(dead).toBeNull();
    expect(next).toHaveLength(2);
  });

  it('gives a picture up that takes too long, and draws the next one', async () => {
    const { paint } = open({ childFile: bad, timeLimitMs: 400 });
    expect(await paint('agreement', asked('hang'))).toBeNull();
    painter.close();
    expect(await open({ childFile: bad }).paint('agreement', asked('answer'))).toHaveLength(2);
  });

  it('keeps a process until it is due, and its queue short', async () => {
    const { paint } = open({ childFile: bad, recycleAfter: 2, queueLength: 2 });
    const all = await Promise.all(Array.from({ length: 5 }, () => paint('agreement', asked('answer'))));
    // One is being drawn and two are queued. The queue is full, so the others are refused.
    expect(all.map((png) => png !== null)).toEqual([true, true, true, false, false]);
    expect(all[0]?.[0]).toBe(all[1]?.[0]);
  });

  it('says no at once when it is closed, also to those who wait', async () => {
    const { paint, close } = open({ childFile: bad });
    const waiting = [paint('agreement', asked('hang')), paint('agreement', asked('answer'))];
    await close();
    expect(await Promise.all(waiting)).toEqual([null, null]);
    expect(await paint('agreement', asked('answer'))).toBeNull();
  });
});
