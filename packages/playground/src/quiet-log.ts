import { appendFileSync, writeFileSync } from 'node:fs';
import { type Log, openLog } from '../../../src/ops/log.ts';

/** From this level on, the terminal is told too, without details. Pino's number for "error". */
const ERROR = 50;

/**
 * A log for somebody who looks around: its lines go into a file, which begins anew with each run, and the
 * terminal gets a sentence for each error.
 */
export function openQuietLog(file: string, say: (sentence: string) => void = console.error): Log {
  writeFileSync(file, '', { mode: 0o600 });
  return openLog('warn', {
    write(line) {
      appendFileSync(file, line);
      const { level, msg } = JSON.parse(line) as { level: number; msg?: string };
      if (level >= ERROR) say(`Something went wrong: ${msg ?? 'an error'}. The details are in ${file}.`);
    },
  });
}
