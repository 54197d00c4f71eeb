import type { Act, ActResult } from './protocol.ts';
import { state } from './state.ts';
import { w } from './words/words.ts';

/** Acts as the current member. Never rejects: a failure is a `problem` in words for people. */
export async function act(what: Act): Promise<ActResult> {
  try {
    const response = await fetch('/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as: state.hello?.you.id, act: what }),
    });
    return (await response.json()) as ActResult;
  } catch {
    return { ok: false, problem: w().unreachable };
  }
}
