import type { APIMessage } from 'discord-api-types/v10';
import type { LocalDiscord } from 'local-discord';
import { textOf } from '../support/messages.ts';

export const choices = ['A is better', 'B is better', 'Tie'] as const;

export interface Cast {
  interactionId: string;
  /** Identifies the voter and the duel. */
  key: string;
  label: string;
  /** Whether the voter was told that the vote counts. */
  told: boolean;
}

/** One press on a vote's button, and what came of it. */
export interface Press extends Cast {
  /** Until the bot acknowledged it, in milliseconds. */
  ackMs: number;
  /** Whether the bot said anything in time. */
  answered: boolean;
}

/**
 * Lets a voter vote, and waits for what they are told.
 * @param patienceMs for how long, in milliseconds
 * @param forged whether the button need not be on the message any more
 * @returns null when the bot did not acknowledge it in time
 */
export async function castVote(
  discord: LocalDiscord,
  { messageId, voter, label }: { messageId: string; voter: string; label: string },
  { patienceMs, forged = false }: { patienceMs: number; forged?: boolean },
): Promise<Press | null> {
  const click = await discord
    .as(voter)
    .click(messageId, label, forged ? { forged } : {})
    .catch(() => null);
  if (!click) return null;
  const reply = await click.response(patienceMs).catch(() => null);
  const told = Boolean(reply && /The judge picked/.test(textOf(reply)));
  const { interactionId, ackMs } = click;
  return { interactionId, key: `${messageId} ${voter}`, label, told, ackMs, answered: reply !== null };
}

/** Lets every voter vote on every duel. Clicks that the bot did not answer in time are left out. */
export async function castVotes(
  discord: LocalDiscord,
  duels: readonly APIMessage[],
  voters: readonly string[],
  label: string,
): Promise<Cast[]> {
  const presses = await Promise.all(
    duels.flatMap(({ id: messageId }) =>
      voters.map((voter) => castVote(discord, { messageId, voter, label }, { patienceMs: 3000 })),
    ),
  );
  return presses.filter((press) => press !== null);
}

/**
 * Counts the votes whose voter was told that they count, and those of them that are kept.
 * A vote is kept by a row of its own, or because the voter's last row has the same choice.
 */
export function countVotes(casts: readonly Cast[], stored: ReadonlySet<string>): { told: number; kept: number } {
  const last = new Map<string, string>();
  let [told, kept] = [0, 0];
  for (const { interactionId, key, label, ...cast } of casts) {
    if (stored.has(interactionId)) last.set(key, label);
    if (!cast.told) continue;
    told++;
    if (last.get(key) === label) kept++;
  }
  return { told, kept };
}
