import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';

/** Whether there is `script` of util-linux, which gives a program a terminal. */
export const hasTerminal = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;

export const keys = { enter: '\r', space: ' ', tab: '\t', down: '\u001b[B', interrupt: '\u0003' } as const;

export interface Terminal {
  /** Resolves when new output contains these words. Rejects when the program ends before. */
  until(words: string): Promise<void>;
  type(text: string): void;
  /** All output so far, without colours. */
  shown(): string;
  ended: Promise<number>;
}

/** Runs a program in a pseudo-terminal. */
export function openTerminal(
  command: string,
  options: { cwd: string; env: Record<string, string | undefined> },
): Terminal {
  const child = spawn('script', ['-qfec', `stty cols 200 rows 50; ${command}`, '/dev/null'], {
    ...options,
    env: { ...options.env, TERM: 'xterm-256color' },
  });
  let text = '';
  let seen = 0;
  const ended = once(child, 'close').then(([code]) => code as number);
  child.stdout.on('data', (piece: Buffer) => {
    text += stripVTControlCharacters(piece.toString());
  });
  return {
    async until(words) {
      let over = false;
      void ended.then(() => {
        over = true;
      });
      while (text.indexOf(words, seen) < 0) {
        if (over) throw new Error(`it ended without "${words}":\n${text}`);
        await Promise.race([once(child.stdout, 'data'), ended]);
      }
      seen = text.indexOf(words, seen) + words.length;
    },
    type: (typed) => void child.stdin.write(typed),
    shown: () => text,
    ended,
  };
}
