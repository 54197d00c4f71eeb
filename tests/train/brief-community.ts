import type { Db } from '../../db/client.ts';
import { DAY_MS } from '../../src/terms.ts';
import { DAY, decide, seedAsk } from '../support/research.ts';

const voters = ['v1', 'v2', 'v3', 'v4', 'v5'];
const things = ['a fern', 'bread', 'a violin', 'rust', 'the moon', 'a zip', 'glass', 'tea', 'a bee', 'salt'];
const brief = ['Twice a week.', 'In the morning.', 'Never at night.', 'By hand, slowly.', 'With a little water.'];
const padding = [
  'There is a good deal more to be said about it, as so often.',
  'Opinions differ, and all of them have something for them.',
  'One might also look at it from quite another side, of course.',
];

/** When the asks that nobody has trained on begin. */
export const LATER = new Date(DAY.getTime() + 30 * DAY_MS);

/**
 * Inserts asks of a made-up community that prefers the brief one of two replies, every one of five voters and
 * each time. It is the pick on every other ask. The last `later` of them are asked after `LATER`.
 */
export async function fillBriefCommunity(db: Db, { asks, later }: { asks: number; later: number }): Promise<void> {
  for (const person of ['asker', ...voters]) await decide(db, person, 'given', DAY);
  for (let n = 0; n < asks + later; n++) {
    const short = brief[n % brief.length] as string;
    const long = `${brief[(n + 2) % brief.length]} ${padding[n % padding.length]}`;
    const pickIsBrief = n % 2 === 0;
    await seedAsk(db, n, {
      ask: {
        prompt: `How does one care for ${things[n % things.length]}, asked for the ${n}th time?`,
        ...(n >= asks ? { createdAt: new Date(LATER.getTime() + n) } : {}),
      },
      texts: ['not shown', pickIsBrief ? short : long, pickIsBrief ? long : short],
      votes: voters.map((voter) => ({ voter, choice: pickIsBrief ? 'pick' : 'other' })),
    });
  }
}
