import type { APIMessage } from 'discord-api-types/v10';
import type { LocalDiscord } from 'local-discord';
import { textOf } from '../support/messages.ts';

export const choices = ['A is better', 'B is better', 'Tie'] as const;

export interface Cast {
  interactionId: string;
  /** Who on which duel. */
  key: string;
  label: string;
  /** Whether the voter was told that it was taken. */
  told: boolean;
}

/** Every voter on every duel. A click to which Discord says that the bot did not answer is none. */
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

/** How many were told, and how many of those are kept: with a row, or with none because the voter's last row says the same. */
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
