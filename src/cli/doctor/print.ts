import { styleText } from 'node:util';
import type { Finding, State } from './finding.ts';

const marks: Readonly<Record<State, { sign: string; word: string; colour: 'green' | 'yellow' | 'red' | 'gray' }>> = {
  ok: { sign: '✔', word: 'ok', colour: 'green' },
  warning: { sign: '!', word: 'warning', colour: 'yellow' },
  failure: { sign: '✖', word: 'FAILURE', colour: 'red' },
  skipped: { sign: '–', word: 'skipped', colour: 'gray' },
};

/** A finding as text: a sign and a word, in colour if the terminal has it, with the remedy below. */
export function printed({ name, state, what, remedy }: Finding): string {
  const { sign, word, colour } = marks[state];
  const head = `${styleText(colour, `${sign} ${word.padEnd(7)}`)}  ${name}: ${what}`;
  return remedy ? `${head}\n             → ${remedy}` : head;
}

/** The last line: what is left to do. */
export function summary(findings: readonly Finding[]): string {
  const count = (state: State) => findings.filter((finding) => finding.state === state).length;
  const [failures, warnings] = [count('failure'), count('warning')];
  const many = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;
  if (failures > 0)
    return `${many(failures, 'failure')}, ${many(warnings, 'warning')}. Fix the failures, and run the doctor again.`;
  return warnings > 0 ? `Nothing is broken; ${many(warnings, 'warning')}.` : 'All is well.';
}
