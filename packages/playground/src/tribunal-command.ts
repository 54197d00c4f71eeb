import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How a command of Tribunal's own ended. */
export interface Ended {
  /** null: it was stopped. */
  code: number | null;
  output: string;
  /** What it wrote to standard error. */
  said: string;
}

/** Runs one of Tribunal's commands. `onLine`: each line that it says meanwhile. Never rejects. */
export type RunCommand = (args: readonly string[], onLine: (line: string) => void) => Promise<Ended>;

const program = fileURLToPath(new URL('../../../src/cli/tribunal.ts', import.meta.url));

/**
 * Runs commands as processes of their own, as an operator would in a terminal beside the bot.
 * @param options.environment the bot's whole environment, so that they find its database
 * @param options.file default: this very program
 */
export function openCommands({
  environment,
  file = program,
}: {
  environment: () => Readonly<Record<string, string | undefined>>;
  file?: string;
}): { run: RunCommand; close(): Promise<void> } {
  const running = new Map<ReturnType<typeof spawn>, Promise<Ended>>();
  const run: RunCommand = (args, onLine) => {
    const child = spawn(process.execPath, [file, ...args], {
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const ended = new Promise<Ended>((resolve) => {
      let [output, said, rest] = ['', '', ''];
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const lines = (rest + text).split(/[\r\n]+/);
        rest = lines.pop() ?? '';
        for (const line of lines) if (line.trim() !== '') onLine(line.trim());
      });
      child.on('error', (error) => resolve({ code: 1, output, said: error.message }));
      child.on('close', (code) => resolve({ code, output, said: said.trim() }));
    }).finally(() => running.delete(child));
    running.set(child, ended);
    return ended;
  };
  return {
    run,
    async close() {
      for (const child of running.keys()) child.kill('SIGTERM');
      await Promise.all(running.values());
    },
  };
}
