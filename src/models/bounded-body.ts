import { Bytes } from './bytes.ts';

/** What came is larger than anything that belongs there. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch';
}

/**
 * A body, no more of it than `mostBytes` (counted after decompression). Read no longer than `withinMs`: then what has come is all.
 * @throws {TooMuch} and closes the connection.
 */
export async function readBytes(response: Response, mostBytes: number, withinMs?: number): Promise<Buffer> {
  if (!response.body) return Buffer.alloc(0);
  const reader = response.body.getReader();
  const leave = () => void reader.cancel().catch(() => {});
  const timer = withinMs === undefined ? undefined : setTimeout(leave, withinMs);
  const bytes = new Bytes();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return bytes.take();
      bytes.add(value);
      if (bytes.length > mostBytes) throw new TooMuch(`more than ${mostBytes} bytes came`);
    }
  } finally {
    clearTimeout(timer);
    leave();
  }
}

/** The same, as text. @throws {TooMuch} */
export const readBounded = async (response: Response, mostBytes: number, withinMs?: number): Promise<string> =>
  (await readBytes(response, mostBytes, withinMs)).toString('utf8');

/** The same, as JSON; undefined where it is none. @throws {TooMuch} */
export async function readJson(response: Response, mostBytes: number, withinMs?: number): Promise<unknown> {
  const text = await readBounded(response, mostBytes, withinMs);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A body that nobody will read keeps its connection open. */
export const discard = (response: Response): void => void response.body?.cancel().catch(() => {});

/** The server is elsewhere now, and is not followed there: what was sent was meant for this address alone. */
export const isMoved = ({ status }: Response): boolean => status >= 300 && status < 400;
