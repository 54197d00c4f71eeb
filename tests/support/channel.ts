import { eq } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { ballots } from '../../db/schema/ballots.ts';
import { seeded } from '../../src/seeded.ts';
import { DAY, decide, seedAsk, uuid, type Voted } from './research.ts';

const MINUTE = 60_000;
const DAY_MS = 24 * 60 * MINUTE;

/** What everybody in the channel can see and log about a question. */
export interface PublicQuestion {
  askId: string;
  /** The id in its buttons. */
  ballotId: string;
  interactionId: string;
  asker: string;
  prompt: string;
  askedAt: number;
  /** Every voter writes a message right after the vote, so that everybody knows who was there and when. */
  presence: { member: string; at: number }[];
  /** The final tally, by choice. */
  tally: Record<string, number>;
}

export interface TrueVote {
  voteId: string;
  askId: string;
  member: string;
  choice: string;
}

export interface Channel {
  members: string[];
  questions: PublicQuestion[];
  truth: TrueVote[];
}

const said = (choice: Voted['choice']) =>
  choice === 'pick' ? 'candidate 1' : choice === 'other' ? 'candidate 2' : `${choice} null`;

/**
 * Fills a channel with its whole history.
 * Twelve members have opted in and ask `questions` questions over days.
 * They vote on each other's questions, and sometimes on their own.
 * One of them votes over the daily cap, and one always chooses the same side.
 */
export async function fillChannel(db: Db, questions: number, seed: string, perDay = 10): Promise<Channel> {
  const lot = seeded(seed, 'channel');
  const members = Array.from({ length: 12 }, (_, i) => `member ${i}`);
  for (const member of members) await decide(db, member, 'given', DAY);
  const channel: Channel = { members, questions: [], truth: [] };
  for (let n = 1; n <= questions; n++) {
    const asker = members[lot.below(members.length)] as string;
    const askedAt = DAY.getTime() + Math.floor((n - 1) / perDay) * DAY_MS + (n % perDay) * 30 * MINUTE;
    const voters = lot.shuffle(members.filter((member) => member !== asker || lot.below(3) === 0));
    const cast = voters.map((voter, i): Voted => {
      const choice = (['pick', 'other', 'tie', 'both_bad'] as const)[lot.below(4)] ?? 'tie';
      const flags = [
        ...(voter === asker ? ['asker'] : []),
        ...(voter === 'member 3' ? ['over-cap'] : []),
        ...(voter === 'member 7' ? ['one-sided'] : []),
        ...(lot.below(9) === 0 ? ['fast'] : []),
      ];
      return {
        voter,
        choice,
        more: { flags, createdAt: new Date(askedAt + (i + 1) * MINUTE), blind: lot.below(5) > 0 },
      };
    });
    const askId = await seedAsk(db, n, {
      ask: {
        ...{ askerHash: asker, createdAt: new Date(askedAt), closedAt: new Date(askedAt + 60 * MINUTE) },
        ...{ prompt: `Question ${n}: why?`, interactionId: `13${String(n).padStart(16, '0')}`, seed: `secret ${n}` },
      },
      votes: cast,
    });
    await db.update(ballots).set({ closedWith: cast.length }).where(eq(ballots.askId, askId));
    const tally: Record<string, number> = {};
    for (const { choice } of cast) tally[said(choice)] = (tally[said(choice)] ?? 0) + 1;
    channel.questions.push({
      ...{ askId, ballotId: uuid(2, n), interactionId: `13${String(n).padStart(16, '0')}`, asker, askedAt, tally },
      prompt: `Question ${n}: why?`,
      presence: voters.map((member, i) => ({ member, at: askedAt + (i + 1) * MINUTE + 2000 })),
    });
    for (const [i, { voter, choice }] of cast.entries())
      channel.truth.push({ voteId: uuid(3, n * 1000 + i), askId, member: voter, choice: said(choice) });
  }
  return channel;
}
