import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { figures } from './cells.ts';
import type { Cell, Measured } from './measure.ts';

/**
 * node bench/tournament/tournament.bench.ts [--figures table,more,time,tuning,sensitivity --asks 2000
 * --workers 1 --scenarios base,noisy]
 * Prints one JSON line a cell; without `--figures`, a small table in a few seconds. Every rule meets the same
 * asks, so differences between rules are less noisy than the figures themselves.
 */
const { values } = parseArgs({
  options: {
    figures: { type: 'string' },
    asks: { type: 'string', default: '2000' },
    workers: { type: 'string', default: '1' },
    scenarios: { type: 'string' },
  },
});
const cells = values.figures
  ? values.figures.split(',').flatMap((name) => figures[name]?.(Number(values.asks)) ?? unknownFigure(name))
  : (figures.table?.(60) ?? []).filter(({ n }) => n < 16);

const wanted = values.scenarios?.split(',');
const chosen = wanted ? cells.filter(({ scenario }) => wanted.includes(scenario)) : cells;

await Promise.all(Array.from({ length: Number(values.workers) }, () => work(chosen)));

async function work(queue: Cell[]): Promise<void> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url));
  for (let cell = queue.shift(); cell; cell = queue.shift()) {
    const measured = await new Promise<Measured>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.postMessage(cell);
    });
    worker.removeAllListeners('error');
    console.log(JSON.stringify({ bench: 'tournament', ...measured }));
  }
  await worker.terminate();
}

function unknownFigure(name: string): never {
  throw new RangeError(`There is no figure "${name}". Choose of ${Object.keys(figures).join(', ')}.`);
}
