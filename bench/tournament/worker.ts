import { parentPort } from 'node:worker_threads';
import { type Cell, measure } from './measure.ts';

parentPort?.on('message', (cell: Cell) => parentPort?.postMessage(measure(cell)));
