import { appendFile } from 'node:fs/promises';
import type { Judge } from '../../judge/judge.ts';
import { budgetFor } from '../../judge/thought-budgets.ts';
import { ModelError } from '../../models/model-error.ts';
import { costOf, knownPrices } from '../../models/prices.ts';
import type { Order } from '../../research/validate/pairs.ts';
import { keyOf } from '../../research/validate/pairs.ts';
import type { Effort } from '../../terms.ts';
import { idsIn } from '../ids-in.ts';
import { exactJson } from '../input/exact-numbers.ts';
import { LineError } from '../input/line-error.ts';
import { forEachAtOnce } from '../json-lines.ts';
import { openProgress, say } from '../progress.ts';
import type { SetPair } from './read-sets.ts';
import { readVerdicts } from './read-verdicts.ts';

/** One call to be made. */
interface Wanted {
  pair: SetPair;
  order: Order;
  run: number;
}

export interface AskOptions {
  /** The judge's name as configured. */
  model: string;
  /** Where verdicts are kept, JSON lines in the form of `--verdicts`. */
  file: string;
  runs: number;
  effort: Effort;
  concurrency: number;
  /** Ends the asking: what is under way is finished and kept. */
  signal: AbortSignal;
}

const ORDERS: readonly Order[] = ['given', 'swapped'];

/**
 * Calls that the file does not hold yet.
 * @throws {LineError} when a pair has no texts, or the file holds verdicts of another judge
 */
export async function missing(pairs: readonly SetPair[], { file, runs, model }: AskOptions): Promise<Wanted[]> {
  const without = pairs.find(({ texts }) => texts === null);
  if (without)
    throw new LineError(
      `Row ${without.id} of ${without.set} has no prompt, first and second, so no judge can be asked about it.`,
    );
  // Removes a last line that a crash cut off.
  const any = (await idsIn(file)).size > 0;
  const { calls, models } = any ? await readVerdicts(file, pairs, model, say) : { calls: [], models: [] };
  if (models.some((other) => other !== model))
    throw new LineError(`${file} holds verdicts of another judge. Name another folder with --out.`);
  const done = new Set(calls.map(({ order, run, ...pair }) => callKey(keyOf(pair), order, run)));
  const all = Array.from({ length: runs }, (_, i) => i + 1).flatMap((run) =>
    pairs.flatMap((pair) => ORDERS.map((order): Wanted => ({ pair, order, run }))),
  );
  return all.filter(({ pair, order, run }) => !done.has(callKey(keyOf(pair), order, run)));
}

const callKey = (pair: string, order: Order, run: number) => `${pair} ${order} ${run}`;

/** Some four bytes make a token of English. */
const BYTES_A_TOKEN = 4;
/** What a format writes around a pair, in tokens, by a generous guess. */
const AROUND = 600;

/** What the calls are, and the most that they can cost, in words. */
export function priceInWords(wanted: readonly Wanted[], { effort, runs, model }: AskOptions): string {
  const inputTokens = wanted.reduce(
    (sum, { pair: { texts } }) =>
      sum + AROUND + Buffer.byteLength(`${texts?.prompt}${texts?.first}${texts?.second}`) / BYTES_A_TOKEN,
    0,
  );
  const outputTokens = wanted.length * budgetFor(effort, 0);
  const usd = costOf(knownPrices, model, { inputTokens, outputTokens });
  const price = usd === null ? 'what they cost is not known' : `at most about ${usd.toFixed(2)} US dollars`;
  return `${wanted.length} judge calls are left (${ORDERS.length} orders, ${runs} runs): about ${tokens(inputTokens)} tokens to read, at most ${tokens(outputTokens)} to write; ${price}.`;
}

const tokens = (n: number): string => Math.round(n).toLocaleString('en');

/** Errors that every other call would run into as well. */
const HOPELESS = new Set(['unauthorized', 'not-found']);

/**
 * Asks the judge and appends each verdict to the file. It ends early when as many calls in a row fail as are
 * in flight (at least three).
 * @returns how many calls are still missing
 * @throws {ModelError} when it makes no sense to go on
 */
export async function askNow(wanted: readonly Wanted[], judge: Judge, options: AskOptions): Promise<number> {
  const { file, effort, concurrency, signal } = options;
  const progress = openProgress('verdicts', wanted.length);
  let [kept, inARow, hopeless] = [0, 0, false];
  async function* queue() {
    for (const one of wanted) if (!signal.aborted) yield one;
  }
  try {
    await forEachAtOnce(queue(), concurrency, async ({ pair, order, run }) => {
      const { prompt, first, second } = pair.texts!;
      const shown = order === 'given' ? { first, second } : { first: second, second: first };
      try {
        const judgement = await judge.compare({ prompt, ...shown, effort, tier: 0, sample: run - 1 });
        const row = { id: pair.id, set: pair.set, order, run, texts: pair.fingerprint, ...judgement };
        await appendFile(file, `${exactJson(row)}\n`);
        kept += 1;
        inARow = 0;
        progress.step();
      } catch (error) {
        if (!(error instanceof ModelError)) throw error;
        if (hopeless) return;
        say(`Pair ${pair.id} of ${pair.set} could not be judged: ${error.message}${error.serverSaid}`);
        hopeless = HOPELESS.has(error.code) || ++inARow >= Math.max(3, concurrency);
        if (hopeless) throw error;
      }
    });
  } finally {
    progress.end();
  }
  return wanted.length - kept;
}
