import type { Db } from '../../../db/client.ts';
import { readDuels, readDuelVotes } from '../../../db/repo/alignment.ts';
import { questionOf } from '../../asks/conversation.ts';
import { modelName, shortModelName } from '../../model-name.ts';
import type { Duel, Side } from '../align/duel.ts';

/** What a server's judge can learn from. */
export interface Teaching {
  duels: Duel[];
  /** What the models of the replies are called: no rule may name one. */
  names: string[];
  /** How many of the duels come from a simulated community. */
  simulated: number;
}

/** Reads what a server's judge can learn from. Duels without a vote for a side are among it. */
export async function readTeaching(db: Db, guildId: string): Promise<Teaching> {
  const rows = await readDuels(db, guildId);
  const votes = Map.groupBy(await readDuelVotes(db, guildId), ({ askId }) => askId);
  const duels = rows.map((row): Duel => {
    const own = (votes.get(row.askId) ?? []).map((vote) => ({ ...vote, side: sideOf(row.shown, vote.slot) }));
    return {
      askId: row.askId,
      closedAt: row.closedAt,
      prompt: questionOf(row),
      a: row.a,
      b: row.b,
      votes: own.flatMap(({ voter, side }) => (side === null ? [] : [{ voter, side }])),
      opponentProbability: row.opponentProbability,
      whys: own
        .filter(({ reasons, words }) => reasons.length > 0 || words !== '')
        .map(({ voter, side, reasons, words }) => ({ voter, side, reasons, text: words })),
    };
  });
  const models = new Set(rows.flatMap(({ aModel, bModel }) => [aModel, bModel]));
  return {
    duels,
    names: [...new Set([...models].flatMap((name) => [modelName(name), shortModelName(name)]))],
    simulated: rows.filter(({ isSimulated }) => isSimulated).length,
  };
}

const sideOf = (shown: readonly number[], slot: number | null): Side | null =>
  slot === null || !shown.includes(slot) ? null : slot === shown[0] ? 'a' : 'b';
