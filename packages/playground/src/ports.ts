/** The page's port where nothing else is said, and how many are tried from there on. */
const DEFAULT_PORT = 7330;
const TRIED = 10;

/** The page's ports, best first: the one that was asked for, else the last visit's, else usual ones. */
export function pagePorts(asked: string | undefined, last: number | undefined): number[] {
  if (asked !== undefined) return [Number(asked)];
  const usual = Array.from({ length: TRIED }, (_, i) => DEFAULT_PORT + i);
  return [...new Set([...(last === undefined ? [] : [last]), ...usual, 0])];
}

/**
 * Starts something on the first port that is free.
 * @throws what the start throws, and for the last port also that it is taken
 */
export async function onFirstFree<T>(ports: readonly number[], start: (port: number) => Promise<T>): Promise<T> {
  const [port = 0, ...others] = ports;
  try {
    return await start(port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (others.length === 0 || (code !== 'EADDRINUSE' && code !== 'EACCES')) throw error;
    return onFirstFree(others, start);
  }
}
