import { seeded } from '../../../../src/seeded.ts';
import { CLEAR, type PracticeReply } from './question.ts';

/** Begins every reasoning, so that nobody takes it for a model's thoughts. */
export const LABEL =
  'Practice judge: these notes on the two texts were written beforehand, and an answer key says how good each is. No model has thought here.';

/** Its words where a text is not in the pack. */
export const notMine =
  'Practice judge: there is an answer key for the texts of the practice models, and there are no notes on these two. Without them any verdict would be a coin toss, so there is none.';

/**
 * The pack's notes on two replies, put together as a reasoning judge would. Both orders of a pair, and the
 * first four samples of each, read differently: every part has its ways of saying it, and they turn like
 * wheels.
 * @param sample 0, 1, 2 …: how often the judge was asked exactly this before
 */
export function think(query: string, one: PracticeReply, two: PracticeReply, winner: 1 | 2, sample: number): string {
  // The same for both orders, so that the turn alone makes them differ.
  const pair = [one.text, two.text].toSorted().join('\n');
  const turn = 2 * sample + Number(one.text > two.text);
  const say = (part: string, ways: readonly string[]): string =>
    ways[(seeded(query + pair, part).below(ways.length) + turn) % ways.length] as string;
  const loser: 1 | 2 = winner === 1 ? 2 : 1;
  const [better, worse] = winner === 1 ? [one, two] : [two, one];
  const isClear = Math.abs(one.quality - two.quality) >= CLEAR;
  const asked = `"${query.trim().slice(0, 160)}"`;
  const parts = { winner, loser, better, worse };
  return [
    LABEL,
    `${say('opening', openings)} The query is: ${asked}. ${say('measure', measures)}`,
    say('first', aspects('Assistant 1', one)),
    say('second', aspects('Assistant 2', two)),
    say('weighing', isClear ? clearWeighing(parts) : closeWeighing(parts)),
    say('end', isClear ? clearEnds(winner) : closeEnds(winner)),
  ].join('\n\n');
}

const openings = [
  'Okay, let me look at this.',
  'Let me think about what is asked here.',
  'First, the instruction.',
  'Alright, two responses to compare.',
  'Let me begin with what the person wants.',
  'So, what would help here?',
  'I read the question before the answers.',
  'Let me take this one step at a time.',
];

const measures = [
  'A good response answers exactly that, correctly, and is as long as it needs to be and no longer.',
  'What counts is whether a response is right, and whether the person can do something with it.',
  'I look for correctness first, then for what is missing, and for tone last.',
  'The better response is the one that I would rather hand to the person who asked.',
  'It has to be true, it has to answer this and nothing else, and it has to be readable.',
];

/** What speaks for and against a reply. */
const aspects = (who: string, { merits, flaws }: PracticeReply) => [
  `${who} ${merits}. On the other hand, it ${flaws}.`,
  `Now ${who}. The case against it: it ${flaws}. The case for it: it ${merits}.`,
  `${who} ${merits}; still, it ${flaws}.`,
  `About ${who} I note two things. It ${merits}. And it ${flaws}.`,
  `The weak point of ${who} is that it ${flaws}. Its strength is that it ${merits}.`,
  `Looking at ${who}: it ${merits}. But it ${flaws}.`,
  `${who} ${flaws}. To its credit, it ${merits}.`,
];

interface Sides {
  winner: 1 | 2;
  loser: 1 | 2;
  better: PracticeReply;
  worse: PracticeReply;
}

const clearWeighing = ({ winner, loser, better, worse }: Sides) => [
  `The difference is clear. The decisive point is that Assistant ${loser} ${worse.flaws}, whereas Assistant ${winner} ${better.merits}. Length plays no part in this.`,
  `That settles it: Assistant ${winner} ${better.merits}, and nothing makes up for the fact that Assistant ${loser} ${worse.flaws}. I would say the same if they had come in the other order.`,
  `These are far apart. What decides is that Assistant ${winner} ${better.merits}. Assistant ${loser} ${worse.flaws}, and that weighs more than anything good about it.`,
  `I do not need to weigh this for long. Assistant ${loser} ${worse.flaws}; for the person who asked, that is decisive. Assistant ${winner} ${better.merits}.`,
  `Should the order sway me? No: it is because Assistant ${winner} ${better.merits}, while Assistant ${loser} ${worse.flaws}.`,
];

const closeWeighing = ({ winner, loser, better, worse }: Sides) => [
  `Hmm, these two are not far apart. Wait, I should not be swayed by which one came first. What counts against Assistant ${loser} is that it ${worse.flaws}; that Assistant ${winner} ${better.flaws} matters less to me.`,
  `I could go either way here. What tips it is that Assistant ${winner} ${better.merits}; I can live with the fact that it ${better.flaws}.`,
  `Neither is without fault: Assistant ${winner} ${better.flaws}, and Assistant ${loser} ${worse.flaws}. Of the two, the second fault seems the larger one to me.`,
  `Let me weigh it again. In favour of Assistant ${loser}, it ${worse.merits}; in favour of Assistant ${winner}, it ${better.merits}. The latter is worth a little more here.`,
  `Is length swaying me? I hope not. Assistant ${winner} ${better.merits}, and in a close case I take that over the fact that Assistant ${loser} ${worse.merits}.`,
];

const clearEnds = (winner: 1 | 2) => [
  `So Assistant ${winner} is better.`,
  `My choice is Assistant ${winner}.`,
  `Assistant ${winner}, then, without much doubt.`,
];

const closeEnds = (winner: 1 | 2) => [
  `So by a small margin Assistant ${winner} is better.`,
  `I lean towards Assistant ${winner}.`,
  `Assistant ${winner}, then, though not by much.`,
];
