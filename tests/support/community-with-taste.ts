import type { Db } from '../../db/client.ts';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { votes } from '../../db/schema/votes.ts';
import { readChatPrompt } from '../../packages/playground/src/practice/chat-judge.ts';
import type { RuledPair } from '../../packages/playground/src/practice/rules-judge.ts';
import type { Model } from '../../src/models/model.ts';
import { seeded } from '../../src/seeded.ts';
import { DAY, decide, uuid } from './research.ts';
import { askRow, ballotRow, candidateRow } from './snapshots.ts';

export const TASTEFUL_GUILD = '123456789012345678';
const voters = ['ann', 'bo', 'cy', 'di', 'ed', 'flo', 'gus', 'hal'];

/**
 * Fills a server with closed duels of two replies, of an asker and voters who all take part in research. The
 * community likes short replies, or votes by lot. The asks are closed a minute apart, from `from` on.
 */
export async function fillCommunityWithTaste(
  db: Db,
  { asks: n, taste, from = 0 }: { asks: number; taste: 'short' | 'none'; from?: number },
): Promise<void> {
  if (from === 0) for (const person of ['asker', ...voters]) await decide(db, person, 'given', DAY);
  const all = Array.from({ length: n }, (_, i) => {
    const number = from + i;
    const lot = seeded('taste', `${number}`);
    const text = () => `${'Good. '.repeat(lot.below(9))}${'Well, to be thorough about this. '.repeat(lot.below(12))}`;
    const texts = [`${text()}a${number}`, `${text()}b${number}`] as const;
    const [id, ballotId, at] = [uuid(1, number), uuid(2, number), new Date(DAY.getTime() + number * 60_000)];
    const ask = { ...askRow(), id, guildId: TASTEFUL_GUILD, interactionId: `ask ${number}`, seed: `secret ${number}` };
    return {
      ask: {
        ...ask,
        prompt: `Question ${number}?`,
        n: 2,
        pick: 0,
        state: 'closed' as const,
        createdAt: DAY,
        closedAt: at,
      },
      candidates: texts.map((one, slot) => ({ ...candidateRow(slot, one), askId: id })),
      ballot: { ...ballotRow(), id: ballotId, askId: id, shown: [0, 1], opponentProbability: 1, closedAt: at },
      votes: lot
        .shuffle(voters)
        .slice(0, 5)
        .map((voterHash, v) => {
          const shorter = texts[0].length < texts[1].length ? 0 : 1;
          const slot = taste === 'short' && lot.below(10) < 9 ? shorter : lot.below(2);
          return {
            ...{ id: uuid(3, number * 10 + v), ballotId, interactionId: `vote ${number} ${v}`, voterHash },
            ...{ choice: 'candidate' as const, slot, position: slot, blind: true, flags: [], createdAt: at },
            ...(v === 0 ? { reasonText: `why of ${voterHash} about ${number}` } : {}),
          };
        }),
    };
  });
  await db.insert(asks).values(all.map(({ ask }) => ask));
  await db.insert(candidates).values(all.flatMap((one) => one.candidates));
  await db.insert(ballots).values(all.map(({ ballot }) => ballot));
  await db.insert(votes).values(all.flatMap((one) => one.votes));
}

export const CALL = { judge: 150, write: 1000 } as const;

/** What a model in memory was asked, and what it does before each answer. */
export interface Asked {
  judged: { rules: readonly string[]; prompt: string }[];
  written: string[];
  before: (calls: number, question: string | undefined) => void | Promise<void>;
  /** Whether the price of its calls is known. */
  isPriced: boolean;
}

/**
 * A model that judges by counting good words, obeys rules about length, and as a writer writes these lists in
 * turn.
 */
export function tastefulModel(lists: readonly string[], changes: Partial<Asked> = {}) {
  const asked: Asked = { judged: [], written: [], before: () => {}, isPriced: true, ...changes };
  const openModel = (name: string): Model => ({
    name,
    abilities: { sendsSampling: true, continuesLast: false },
    async reply({ system = '', messages }) {
      const user = messages[0]?.content ?? '';
      const pair = readChatPrompt(system, user);
      const calls = asked.judged.length + asked.written.length;
      if (pair) asked.judged.push({ rules: pair.rules, prompt: pair.query });
      else asked.written.push(user);
      await asked.before(calls, pair?.query);
      const tokens = pair ? CALL.judge : CALL.write;
      const text = pair ? verdictOn(pair) : `Rules:\n${lists[(asked.written.length - 1) % lists.length]}`;
      return {
        ...{ text, reasoning: '', stopReason: 'end', promptCut: false, latencyMs: 1, firstTokenMs: null },
        answeredBy: { model: name, provider: null, fingerprint: null },
        usage: {
          ...{ inputTokens: tokens - 50, outputTokens: 50, reasoningTokens: null },
          costUsd: asked.isPriced ? tokens / 1e6 : null,
        },
      };
    },
  });
  return { asked, openModel };
}

function verdictOn({ query, first, second, rules }: RuledPair): string {
  const merit = (text: string) =>
    text.split('Good').length - (rules.some((rule) => /short/i.test(rule)) ? text.length / 25 : 0);
  const noise = seeded(query, first).below(5) - 2;
  return merit(first) - merit(second) + noise >= 0 ? '[[A]]' : '[[B]]';
}
