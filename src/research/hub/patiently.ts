import { HubError } from './hub-error.ts';

const ATTEMPTS = 5;
/** The longest that one attempt waits for the next. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Tries again when the hub had trouble that passes: after 1, 2, 4 and 8 seconds, or when the hub says.
 * @throws {HubError} the last one, or at once where the hub wants a longer wait than a minute
 */
export async function patiently<T>(
  work: () => Promise<T>,
  wait: (ms: number) => Promise<unknown>,
  say: (text: string) => void,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof HubError) || !error.passes || attempt === ATTEMPTS) throw error;
      const pause = error.retryAfterMs ?? 1000 * 2 ** (attempt - 1);
      if (pause > LONGEST_WAIT_MS) throw error;
      say(
        `${error.status === null ? 'No answer' : `Status ${error.status}`}; trying again in ${Math.ceil(pause / 1000)} s.`,
      );
      await wait(pause);
    }
  }
}
