import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalDiscord } from 'local-discord';
import { type Cast, choices } from '../../tests/faults/cast-votes.ts';
import { textOf } from '../../tests/support/messages.ts';

/** Members who press again and again, each when the last press was answered. */
export interface Presses {
  /** In the order of each member. */
  casts: readonly Cast[];
  /** Begins. Resolves when all have stopped. */
  onto(messageId: string): Promise<void>;
  stop(): Promise<void>;
  told(): number;
  /** When the first vote was told whose press came after `from`, by `performance.now()`. null: none yet. */
  firstToldAfter(from: number): number | null;
  figures(): { toldAgain: number; unacknowledged: number; unanswered: number; longestWaitSeconds: number };
}

export function openPresses(discord: LocalDiscord, voters: readonly string[]): Presses {
  const casts: Cast[] = [];
  const told: { pressed: number; at: number }[] = [];
  let [toldAgain, unacknowledged, unanswered, longest] = [0, 0, 0, 0];
  let stopped = false;
  let working: Promise<void> = Promise.resolve();
  const press = async (voter: string, messageId: string, label: string) => {
    const pressed = performance.now();
    const answer = await discord
      .as(voter)
      .click(messageId, label)
      .catch(() => null);
    if (!answer) return void unacknowledged++;
    const reply = await answer.response(15_000).catch(() => null);
    if (!reply) unanswered++;
    longest = Math.max(longest, performance.now() - pressed);
    const counts = Boolean(reply && /The judge picked/.test(textOf(reply)));
    if (counts) told.push({ pressed, at: performance.now() });
    else if (reply) toldAgain++;
    casts.push({ interactionId: answer.interactionId, key: `${messageId} ${voter}`, label, told: counts });
  };
  return {
    casts,
    onto(messageId) {
      working = Promise.all(
        voters.map(async (voter, i) => {
          for (let n = i; !stopped; n++) {
            await press(voter, messageId, choices[n % 3] as string);
            await sleep(100);
          }
        }),
      ).then(() => {});
      return working;
    },
    async stop() {
      stopped = true;
      await working;
    },
    told: () => told.length,
    firstToldAfter: (from) => told.find(({ pressed }) => pressed >= from)?.at ?? null,
    figures: () => ({ toldAgain, unacknowledged, unanswered, longestWaitSeconds: Math.round(longest / 100) / 10 }),
  };
}
