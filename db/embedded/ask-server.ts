import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';

/**
 * Waits until the server accepts connections, for up to `waitMs` milliseconds.
 *
 * @returns null when it does, otherwise a sentence that says why not and what to do.
 */
export async function askServer(url: string, waitMs: number): Promise<string | null> {
  for (let waited = 0; ; waited += 250) {
    const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
    try {
      await sql`select 1`;
      return null;
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      if (code === WRONG_PASSWORD)
        return 'the password in the file postgres.password beside it is another one. Put the right file back.';
      if (waited >= waitMs) return `it says "${message}". End it and start again.`;
    } finally {
      await sql.end({ timeout: 1 });
    }
    await delay(250);
  }
}

const WRONG_PASSWORD = '28P01';
