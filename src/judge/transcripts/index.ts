import { alpacaEval } from './alpaca-eval.ts';
import { arenaHard } from './arena-hard.ts';
import { mtBench } from './mt-bench.ts';
import type { Transcript } from './transcript.ts';

/** Other people's formats, by name. */
export const transcripts: Readonly<Record<string, Transcript>> = Object.fromEntries(
  [arenaHard, mtBench, alpacaEval].map((one) => [one.name, one]),
);
