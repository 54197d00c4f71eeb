import { Bytes } from './bytes.ts';

/** A response body is larger than anything that belongs there. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch';
}

/**
 * Reads a body of at most `mostBytes`, counted after decompression. After `withinMs` it returns what has
 * come.
 * @throws {TooMuch} and closes the connection
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

/**
 * As `readBytes`, as text.
 * @throws {TooMuch}
 */
export const readBounded = async (response: Response, mostBytes: number, withinMs?: number): Promise<string> =>
  (await readBytes(response, mostBytes, withinMs)).toString('utf8');

/**
 * As `readBytes`, as JSON.
 * @returns undefined where it is not JSON
 * @throws {TooMuch}
 */
export async function readJson(response: Response, mostBytes: number, withinMs?: number): Promise<unknown> {
  const text = await readBounded(response, mostBytes, withinMs);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Cancels a body that nobody will read; it would keep its connection open. */
export const discard = (response: Response): void => void response.body?.cancel().catch(() => {});

/** Whether the response is a redirect. It is not followed: what was sent was meant for this address alone. */
export const isMoved = ({ status }: Response): boolean => status >= 300 && status < 400;
