import * as clack from '@clack/prompts';

/** The person pressed Ctrl-C or Escape. Nothing was changed. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/**
 * The answer to a prompt.
 * @throws {Cancelled} when the person cancelled it
 */
export function answered<T>(answer: T | typeof clack.CANCEL_SYMBOL): T {
  if (clack.isCancel(answer)) throw new Cancelled();
  return answer as T;
}

/**
 * Asks for a secret and tries it at once. An empty answer keeps the present secret, which is tried too.
 * @throws {Cancelled} when the person cancelled it
 */
export async function askSecret<T>(
  message: string,
  current: string | undefined,
  attempt: (secret: string) => Promise<T | string>,
): Promise<{ secret: string; opened: T }> {
  let opened: T | undefined;
  const typed = answered(
    await clack.password({
      message: current ? `${message} (Enter keeps the one in .env)` : message,
      async validate(text = '') {
        const secret = text.trim() || (current ?? '');
        if (secret === '') return 'This is required.';
        const result = await attempt(secret);
        if (typeof result === 'string') return result;
        opened = result;
      },
    }),
  );
  return { secret: typed?.trim() || (current ?? ''), opened: opened as T };
}
