import { spawn } from 'node:child_process';

type Environment = Readonly<Record<string, string | undefined>>;

/** The command that opens an address, by platform. Arguments go to no shell. */
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  linux: ['xdg-open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Whether somebody sits here: a terminal, a display, and no machine that only builds and tests. */
export const canOpen = (isTerminal: boolean, env: Environment, platform = process.platform): boolean =>
  isTerminal && !env.CI && (platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY));

/** Opens the address in the browser. Where that fails, nothing happens: the address is printed anyway. */
export function openBrowser(url: string): void {
  const [command, ...args] = openers[process.platform] ?? [];
  if (!command) return;
  spawn(command, [...args, url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
