import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Label, LabelledPair } from '../../research/validate/pairs.ts';
import { keyOf } from '../../research/validate/pairs.ts';
import { styleOf } from '../../research/validate/style-features.ts';
import { rowId } from '../ids-in.ts';
import { LineError } from '../input/line-error.ts';
import { readRows } from '../json-lines.ts';
import { promptField } from '../prompt-field.ts';

const votes = z.int().min(0).default(0);
const name = z.union([z.string().min(1), z.number(), z.bigint()]).transform(String);

const setRow = z.object({
  id: rowId,
  prompt: promptField.optional(),
  first: z.string().optional(),
  second: z.string().optional(),
  label: z.enum(['first', 'second', 'tie']).nullish(),
  votes: z.object({ first: votes, second: votes, tie: votes }).optional(),
  cluster: name.nullish(),
  first_model: z.string().nullish(),
  second_model: z.string().nullish(),
});
type SetRow = z.infer<typeof setRow>;

/** The texts of a pair, for a judge that is asked now. */
export interface Texts {
  prompt: string;
  first: string;
  second: string;
}

/** A pair as its file has it; `texts` is null where the row has none. */
export type SetPair = LabelledPair & { texts: Texts | null };

/** A set to read: its name and its file. */
export interface SetFile {
  set: string;
  file: string;
}

/**
 * Reads the pairs of all sets. Of rows of a set that share an id the first counts.
 * @param note is told in words what does not count
 * @throws {LineError} naming the line that is wrong
 */
export async function readSets(files: readonly SetFile[], note: (text: string) => void): Promise<SetPair[]> {
  const pairs = new Map<string, SetPair>();
  let again = 0;
  for (const { set, file } of files)
    for await (const row of readRows(file, setRow)) {
      const pair = pairOf(set, row);
      if (pairs.has(keyOf(pair))) again += 1;
      else pairs.set(keyOf(pair), pair);
    }
  if (again > 0) note(`${again} rows were left out, because an earlier one of their set has their id.`);
  return [...pairs.values()];
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

function pairOf(set: string, row: SetRow): SetPair {
  const { prompt, first, second } = row;
  const id = String(row.id);
  const models = row.first_model && row.second_model ? ([row.first_model, row.second_model] as const) : null;
  const texts = prompt !== undefined && first !== undefined && second !== undefined ? { prompt, first, second } : null;
  return {
    set,
    id,
    // Without a cluster, pairs with one prompt belong together.
    cluster: row.cluster ?? (prompt === undefined ? keyOf({ set, id }) : digest(prompt)),
    people: row.label ?? (row.votes ? majority(row.votes) : null),
    models,
    texts,
    style: first === undefined || second === undefined ? null : styleOf(first, second),
    fingerprint: texts && digest(JSON.stringify([texts.prompt, texts.first, texts.second])),
  };
}

/** @returns what most said; a tie where two are level; null without a vote */
function majority({ first, second, tie }: Readonly<Record<Label, number>>): Label | null {
  const most = Math.max(first, second, tie);
  if (most === 0) return null;
  if (tie === most || first === second) return 'tie';
  return first === most ? 'first' : 'second';
}

/**
 * Reads an option `NAME=FILE`.
 * @throws {LineError} when it is of another form, or the name is taken
 */
export function setFile(text: string, known: readonly SetFile[] = []): SetFile[] {
  const at = text.indexOf('=');
  const [set, file] = [text.slice(0, at).trim(), text.slice(at + 1)];
  if (at < 1 || set === '' || file === '') throw new LineError(`--set ${text}: it must be NAME=FILE.`);
  if (known.some((other) => other.set === set))
    throw new LineError(`--set ${text}: a set of that name is there already.`);
  return [...known, { set, file }];
}
