import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalDiscord } from 'local-discord';
import { type Cast, castVote, choices } from '../../tests/faults/cast-votes.ts';

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
    const cast = await castVote(discord, { messageId, voter, label }, { patienceMs: 15_000 });
    if (!cast) return void unacknowledged++;
    if (!cast.answered) unanswered++;
    longest = Math.max(longest, performance.now() - pressed);
    if (cast.told) told.push({ pressed, at: performance.now() });
    else if (cast.answered) toldAgain++;
    casts.push(cast);
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
