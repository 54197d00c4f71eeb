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

/** Lets every voter vote on every duel. Clicks that the bot did not answer in time are left out. */
export async function castVotes(
  discord: LocalDiscord,
  duels: readonly APIMessage[],
  voters: readonly string[],
  label: string,
): Promise<Cast[]> {
  const casts: Cast[] = [];
  const cast = async (message: APIMessage, voter: string) => {
    const answer = await discord
      .as(voter)
      .click(message.id, label)
      .catch(() => null);
    const reply = await answer?.response(3000).catch(() => null);
    if (!answer) return;
    const told = Boolean(reply && /The judge picked/.test(textOf(reply)));
    casts.push({ interactionId: answer.interactionId, key: `${message.id} ${voter}`, label, told });
  };
  await Promise.all(duels.flatMap((message) => voters.map((voter) => cast(message, voter))));
  return casts;
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
