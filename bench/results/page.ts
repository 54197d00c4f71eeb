import type { Run } from './runs.ts';
import { shapes } from './shapes.ts';
import { type Drawn, tableOf } from './table.ts';

/** A page of results and the pictures that were drawn for it, by file name. */
export interface Page {
  text: string;
  pictures: Readonly<Record<string, string>>;
}

/**
 * The page of one topic: for each run a heading, its table, where it comes from, and what to know about it.
 */
export function drawPage(topic: string, runs: readonly Run[]): Page {
  const pictures: Record<string, string> = {};
  const sections = runs.map((run) => {
    const lines = linesOf(run, runs);
    const drawn: Drawn = run.shape ? shapeOf(run)(lines) : { table: tableOf(lines, run.columns) };
    if (run.picture && drawn.svg) pictures[run.picture] = drawn.svg;
    const parts = [`## ${run.title}`, drawn.table, sourceOf(run), (run.notes ?? []).join('\n')];
    if (run.picture) parts.push(`![${run.title}](${run.picture})`);
    return parts.filter(Boolean).join('\n\n');
  });
  const head = `# Results: ${topic}\n\n<!-- Drawn from *-${topic}.jsonl by \`npm run results\`: change the lines, not this page. -->`;
  return { text: `${[head, ...sections].join('\n\n')}\n`, pictures };
}

function shapeOf(run: Run) {
  const shape = shapes[run.shape ?? ''];
  if (!shape) throw new RangeError(`The run "${run.run}" wants a shape that is not there: "${run.shape}".`);
  return shape;
}

function linesOf(run: Run, runs: readonly Run[]) {
  if (run.of === undefined) return run.lines;
  const other = runs.find((one) => one.run === run.of);
  if (!other) throw new RangeError(`The run "${run.run}" is drawn from "${run.of}", which is not there.`);
  return other.lines;
}

const sourceOf = ({ command, machine, load, date, commit, transcribed }: Run) =>
  [
    `\`${command}\``,
    machine,
    load && `load average ${load}`,
    `${date}${commit ? `, commit ${commit}` : ''}`,
    transcribed && 'copied from a table',
  ]
    .filter(Boolean)
    .join(' · ');
