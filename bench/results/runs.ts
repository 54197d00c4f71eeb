import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One line as a bench prints it. */
export type Line = Readonly<Record<string, unknown>>;

/**
 * What a run's own line says of it: `{"run": "acknowledgement", …}`. The lines after it, up to the next such
 * line, are the run's.
 */
export interface RunHeader {
  /** A name that is the run's alone in its topic. A later file replaces the run of the same name. */
  run: string;
  title: string;
  command: string;
  machine: string;
  /** When it was measured, `YYYY-MM-DD`. */
  date: string;
  /** The commit that was measured, or that wrote the figures down. */
  commit?: string;
  /** The machine's load average, where the lines do not have it. */
  load?: string;
  /** The figures were copied from a table of the documentation: the bench's own lines were not kept. */
  transcribed?: boolean;
  /** Sentences below the table. */
  notes?: readonly string[];
  /**
   * Shown fields of a line and what stands above them. Without it and without a shape: a list of all fields.
   */
  columns?: Readonly<Record<string, string>>;
  /** How lines become a table where they are not its rows: a name of `shapes.ts`. */
  shape?: string;
  /** The run whose lines are drawn, where it has none of its own. */
  of?: string;
  /** The picture that the shape draws too, a file in docs/results. */
  picture?: string;
}

export interface Run extends RunHeader {
  lines: readonly Line[];
}

/**
 * The runs of one file, in its order. @throws {SyntaxError} naming the file and line that is no JSON, or that
 * belongs to no run.
 */
export function parseRuns(name: string, text: string): Run[] {
  const runs: (RunHeader & { lines: Line[] })[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const value = parse(name, i + 1, line);
    if ('run' in value && 'title' in value) runs.push({ ...(value as unknown as RunHeader), lines: [] });
    else if (runs.length > 0) runs.at(-1)?.lines.push(value);
    else throw new SyntaxError(`${name}:${i + 1} comes before the first line that names a run.`);
  }
  return runs;
}

function parse(name: string, line: number, text: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch {
    throw new SyntaxError(`${name}:${line} is no JSON.`);
  }
}

/**
 * The runs of all `DATE-TOPIC.jsonl` in a folder, by topic. A run of a later file stands in the place of the
 * earlier one of its name.
 */
export function readTopics(folder: string): Map<string, Run[]> {
  const topics = new Map<string, Map<string, Run>>();
  for (const name of readdirSync(folder).sort()) {
    const topic = /^\d{4}-\d\d-\d\d-(.+)\.jsonl$/.exec(name)?.[1];
    if (topic === undefined) continue;
    const runs = topics.get(topic) ?? new Map<string, Run>();
    topics.set(topic, runs);
    for (const run of parseRuns(name, readFileSync(join(folder, name), 'utf8'))) runs.set(run.run, run);
  }
  return new Map([...topics].map(([topic, runs]) => [topic, [...runs.values()]]));
}
