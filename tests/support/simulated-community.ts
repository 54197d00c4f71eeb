import type { Db } from '../../db/client.ts';
import { asks } from '../../db/schema/asks.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { challengerComparisons } from '../../db/schema/challenger-comparisons.ts';
import { challengerPicks } from '../../db/schema/challenger-picks.ts';
import { comparisons } from '../../db/schema/comparisons.ts';
import { promotions } from '../../db/schema/promotions.ts';
import { shadowComparisons } from '../../db/schema/shadow-comparisons.ts';
import { votes } from '../../db/schema/votes.ts';
import { seeded } from '../../src/seeded.ts';
import { DAY_MS } from '../../src/terms.ts';
import { decide, uuid } from './research.ts';
import { askRow, ballotRow, candidateRow, comparisonRow } from './snapshots.ts';

const questions = [
  'How do I keep basil alive on a window sill?',
  'Why does bread go stale faster in the fridge?',
  'What is a good first telescope?',
  'How do tides work?',
  'Is it worth learning Latin?',
  'How do I stop a door from squeaking?',
  'Why is the sea salty?',
  'What should I check before buying a used bicycle?',
  'How does a heat pump heat a cold house?',
  'Why do cats purr?',
  'How do I remember names better?',
  'What makes a good map?',
];
const writers = ['hf:practice-otter', 'hf:practice-heron', 'hf:practice-badger'];
const styles = ['plain', 'brief', 'thorough'] as const;
const efforts = ['quick', 'standard'] as const;
const judge = 'hf:practice-RRM';
const shadow = 'hf:practice-second-RRM';
const members = Array.from({ length: 8 }, (_, i) => `member ${i}`);

/** What a comparison of two judges would have measured there. */
const figures = {
  ...{ asks: 120, votes: 644, voters: 8, unjudged: 0, simulated: 120 },
  headToHead: {
    ...{ preferred: 0.6821, duels: 41, votes: 203, decision: 'promote' },
    watched: { value: 0.5412, low: 0.5034, high: 0.5783, n: 120 },
  },
};

/**
 * Fills a database with a made-up community: twelve asks of three candidates on four days, each with a duel
 * and the votes of all members but the asker, who all take part in research. Everything follows from `seed`
 * and is marked as simulated.
 */
export async function fillSimulatedCommunity(db: Db, seed: string, firstDay: Date): Promise<void> {
  for (const member of members) await decide(db, member, 'given', firstDay);
  const { guildId } = askRow();
  const change = { guildId: guildId ?? '', what: 'judge', actorHash: null, createdAt: firstDay } as const;
  await db.insert(promotions).values([
    { ...change, id: uuid(4, 1), before: null, after: shadow, kind: 'forward', figures },
    { ...change, id: uuid(4, 2), before: shadow, after: null, kind: 'back', figures: { simulated: 120 } },
  ]);
  for (const [q, prompt] of questions.entries()) {
    const chance = seeded(seed, `ask ${q}`);
    const often = (percent: number) => chance.below(100) < percent;
    const id = uuid(1, q);
    const at = new Date(firstDay.getTime() + (q % 4) * DAY_MS);
    const [pick = 0, other = 1, third = 2] = chance.shuffle([0, 1, 2]);
    const asker = members[q % members.length]!;
    const pPick = 0.55 + chance.below(35) / 100;
    const p = (slot: number) => (slot === pick ? pPick : (1 - pPick) * (slot === other ? 0.75 : 0.25));
    await db.insert(asks).values({
      ...askRow({ id, interactionId: `ask ${q}`, askerHash: asker, prompt, createdAt: at, pick }),
      ...{ effort: efforts[q % 2]!, state: 'closed', closedAt: at, seed: `${q}` },
      ...{ pBest: [0, 1, 2].map(p), pBeats: [0, 1, 2].map((slot) => (slot === pick ? 1 : pPick)) },
      standings: [pick, other, third],
      settings: {
        ...askRow().settings,
        judgeModel: judge,
        tournament: 'adaptive',
        candidateModels: writers,
        simulated: true,
      },
    });
    for (const [slot, model] of writers.entries()) {
      const text = `${styles[slot]} practice answer ${slot + 1} to: ${prompt} No model wrote this.`;
      const tokens = { inputTokens: 60 + chance.below(40), outputTokens: 100 + chance.below(200) };
      await db
        .insert(candidates)
        .values({ ...candidateRow(slot, text), askId: id, model, style: styles[slot]!, ...tokens });
    }
    const calls = [
      [pick, other],
      [other, pick],
      [pick, third],
    ] as const;
    for (const [i, [first, second]] of calls.entries()) {
      const verdictOf = () => ((first === pick) === often(80) ? 'first' : 'second');
      const verdict = verdictOf();
      const box = (which: string) => `\\boxed{Assistant ${which === 'first' ? 1 : 2}}`;
      const call = { askId: id, reasoning: 'A practice judge drew lots.', formatVersion: 1 };
      await db.insert(comparisons).values({
        ...comparisonRow(i + 1, first, second, { verdict, model: judge, answer: box(verdict) }),
        ...call,
      });
      const again = verdictOf();
      const { number, params, conflict, forced, format, latencyMs } = comparisonRow(i + 1, first, second);
      await db.insert(shadowComparisons).values({
        ...{ number, params, conflict, forced, format, latencyMs, ...call },
        ...{ judge: shadow, model: shadow, verdict: again, answer: box(again), createdAt: at },
      });
    }
    // In its own tournament the same judge meets the replies in another order, and errs by itself.
    const own = seeded(seed, `own tournament ${q}`);
    const [better, worse] = own.below(100) < 75 ? [pick, other] : [other, pick];
    const wins = [
      [third, better, 'second'],
      [worse, better, 'second'],
      [better, worse, 'first'],
    ] as const;
    for (const [i, [first, second, verdict]] of wins.entries())
      await db.insert(challengerComparisons).values({
        ...comparisonRow(i + 1, first, second, { verdict, model: shadow, createdAt: at }),
        ...{ askId: id, judge: shadow, reasoning: 'A practice judge drew lots.', formatVersion: 1 },
        answer: `\\boxed{Assistant ${verdict === 'first' ? 1 : 2}}`,
      });
    const standings = [better, worse, third];
    await db.insert(challengerPicks).values({ askId: id, judge: shadow, pick: better, standings, createdAt: at });
    const opponent = { opponentPolicy: 'random', opponentProbability: 0.75 } as const;
    const shown = chance.shuffle([pick, other]);
    const ballot = ballotRow({ id: uuid(2, q), askId: id, shown, closedAt: at, ...opponent });
    await db.insert(ballots).values(ballot);
    for (const [i, voterHash] of members.filter((member) => member !== asker).entries()) {
      const slot = often(68) ? pick : other;
      const choice = often(8) ? 'tie' : 'candidate';
      await db.insert(votes).values({
        ...{ id: uuid(3, q * 100 + i), ballotId: ballot.id, interactionId: `vote ${q} ${i}`, voterHash, createdAt: at },
        ...{ choice, slot: choice === 'tie' ? null : slot, position: choice === 'tie' ? null : shown.indexOf(slot) },
        ...{ blind: true, flags: often(6) ? ['fast'] : [], reasons: often(30) ? ['clear'] : [] },
      });
    }
  }
}
