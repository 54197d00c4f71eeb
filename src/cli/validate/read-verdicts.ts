import { z } from 'zod';
import { type Call, keyOf, type LabelledPair } from '../../research/validate/pairs.ts';
import { verdicts } from '../../terms.ts';
import { rowId } from '../ids-in.ts';
import { LineError } from '../input/line-error.ts';
import { readRows } from '../json-lines.ts';

const verdictRow = z.object({
  id: rowId,
  set: z.string().nullish(),
  order: z.enum(['given', 'swapped']).default('given'),
  run: z.int().min(1).default(1),
  // Some tables have null where a reply could not be read.
  verdict: z
    .enum([...verdicts, 'tie'])
    .nullable()
    .transform((verdict) => verdict ?? 'invalid'),
  model: z.string().nullish(),
  answeredBy: z.string().nullish(),
  /** Which texts were judged, where this command asked. */
  texts: z.string().nullish(),
});

export interface ReadVerdicts {
  calls: Call[];
  /** The models that the rows name. */
  models: string[];
}

/**
 * Reads a judge's verdicts on the pairs of the sets.
 * @param judge whose rows count; undefined where the file has only one judge's
 * @param note is told in words what does not count
 * @throws {LineError} when a row cannot be used, or when it is not clear whose rows count
 */
export async function readVerdicts(
  file: string,
  pairs: readonly LabelledPair[],
  judge: string | undefined,
  note: (text: string) => void,
): Promise<ReadVerdicts> {
  const known = new Map(pairs.map((pair) => [keyOf(pair), pair]));
  const setsOf = Map.groupBy(pairs, ({ id }) => id);
  const models = new Set<string>();
  const calls: Call[] = [];
  let [elsewhere, otherTexts] = [0, 0];
  for await (const row of readRows(file, verdictRow)) {
    if (row.model) models.add(row.model);
    if (judge !== undefined && row.model && row.model !== judge) continue;
    const id = String(row.id);
    const set = row.set ?? setOf(id, setsOf.get(id), file);
    const pair = set === null ? undefined : known.get(keyOf({ set, id }));
    if (set === null || pair === undefined) elsewhere += 1;
    else if (row.texts && pair.fingerprint && row.texts !== pair.fingerprint) otherTexts += 1;
    else
      calls.push({ set, id, order: row.order, run: row.run, verdict: row.verdict, answeredBy: row.answeredBy ?? null });
  }
  if (judge === undefined && models.size > 1)
    throw new LineError(`${file} has verdicts of several judges. Choose one with --judge: ${[...models].join(', ')}.`);
  if (judge !== undefined && models.size > 0 && !models.has(judge))
    throw new LineError(`${file} has no verdict of ${judge}. It has those of: ${[...models].join(', ')}.`);
  if (elsewhere > 0) note(`${elsewhere} verdicts in ${file} belong to no pair of these sets.`);
  if (otherTexts > 0)
    note(`${otherTexts} verdicts in ${file} were on other texts than the sets have now; they do not count.`);
  return { calls, models: [...models] };
}

/**
 * The set of a verdict that names none.
 * @returns null where no set has this id
 */
function setOf(id: string, candidates: readonly LabelledPair[] | undefined, file: string): string | null {
  if (candidates !== undefined && candidates.length > 1)
    throw new LineError(`${file}: the id ${id} is in several sets, so its row needs "set".`);
  return candidates?.[0]?.set ?? null;
}
