import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AskSnapshot } from '../../../src/asks/snapshot.ts';
import { type BallotKey, letterAt, readChoice } from '../../../src/ballots/choice.ts';
import { drawLineup } from '../../../src/ballots/opponent.ts';
import { orderFor } from '../../../src/ballots/order.ts';
import type { VoteOutcome } from '../../../src/ballots/vote.ts';
import { askView } from '../../../src/discord/view/ask-view.ts';
import type { MessageView } from '../../../src/discord/view/blocks.ts';
import { compareReply, peekReply, voteReply } from '../../../src/discord/view/reveal.ts';
import { whyView } from '../../../src/discord/view/why.ts';
import { en } from '../../../src/discord/words/en/index.ts';
import { votings } from '../../../src/terms.ts';
import { runs } from '../../support/fuzz.ts';
import { askRow, ballotRow, candidateRow, comparisonRow } from '../../support/snapshots.ts';

interface Component {
  content?: string;
  components?: Component[];
}

const textsOf = (components: readonly Component[]): string[] =>
  components.flatMap(({ content, components: inner = [] }) => [...(content ? [content] : []), ...textsOf(inner)]);
const textOf = (view: MessageView) => textsOf(view.components as Component[]).join('\n');

/** Which answer each letter stands for, as far as a text says it. Answers are called `answer-of-<slot>`. */
const LETTERED = /^#{1,3} ([A-P])\b.*\n+answer-of-(\d)/gm;
const lettersIn = (text: string) => [...text.matchAll(LETTERED)].map(([, letter, slot]) => `${letter}=${slot}`);

/** What a text says about the pick and about the voter's choice, if it says so by a letter. */
const SAYS: readonly [RegExp, 'pick' | 'chosen' | 'before'][] = [
  [/judge picked \**([A-P])\b/g, 'pick'],
  [/judge’s pick: ([A-P])\b/g, 'pick'],
  [/^### Why ([A-P])\?/gm, 'pick'],
  [/^([A-P]) met \d/gm, 'pick'],
  [/[Yy]ou chose \*\*([A-P])\*\*/g, 'chosen'],
  [/Your choice \(\*\*([A-P])\*\*\)/g, 'chosen'],
  [/Before, you chose ([A-P])\./g, 'before'],
];

const slots = [0, 1, 2, 3];
const asks = fc
  .record({
    kind: fc.constantFrom(...votings),
    seed: fc.stringMatching(/^[0-9a-f]{32}$/),
    standings: fc.shuffledSubarray(slots, { minLength: slots.length }),
    voter: fc.stringMatching(/^[0-9a-f]{8}$/),
    keys: fc.array(fc.constantFrom<BallotKey>('a', 'b', 'c', 'first', 'second', 'tie', 'bad', 'good'), {
      minLength: 1,
      maxLength: 4,
    }),
    hidePick: fc.boolean(),
  })
  .map(({ kind, seed, standings, ...rest }) => {
    const pick = standings[0] ?? 0;
    const shown = drawLineup(kind, seed, pick, standings)?.shown ?? [];
    return { kind, seed, standings, pick, shown, ...rest };
  });
type Drawn = typeof asks extends fc.Arbitrary<infer T> ? T : never;

/** Everything about one ask that one person can read, from its first message to its closing. */
function readings({ kind, seed, standings, pick, shown, voter, keys, hidePick }: Drawn) {
  const ask = askRow({ seed, standings, pick, voting: kind, settings: { ...askRow().settings, hidePick } });
  const candidates = slots.map((slot) => candidateRow(slot, `answer-of-${slot}`));
  const [first = 0, second = 1] = [pick, shown.find((slot) => slot !== pick)];
  const comparisons = [comparisonRow(1, first, second)];
  const ballot = ballotRow({ kind, shown });
  const closed = { ...ballot, closedAt: new Date(0) };
  const order = orderFor(ballot, seed, voter);
  const snapshot: AskSnapshot = { ask, candidates, comparisons, ballot, tally: [], whyAllowed: true };
  const tally = shown.map((slot) => ({ choice: 'candidate' as const, slot, blind: true, votes: 1 }));
  const choices = keys.flatMap((key) => readChoice(key, kind, order, pick) ?? []);
  const told = choices.flatMap((choice, at) => {
    const before = choices[at - 1] ?? null;
    const outcomes: VoteOutcome[] = [
      { kind: 'counted', ballot, ask, order, choice, blind: true, before, whyAllowed: true, isAsker: true },
      { kind: 'late', ballot: closed, ask, order, choice },
    ];
    return outcomes.map((outcome) => ({
      view: voteReply(en, outcome),
      chosen: choice.slot,
      before: before?.slot ?? null,
    }));
  });
  return [
    ...[
      askView(en, snapshot),
      compareReply(en, { ask, ballot, order }, candidates),
      peekReply(en, { ask, ballot, order }, candidates),
      askView(en, { ...snapshot, ballot: closed, tally }),
      compareReply(en, { ask, ballot: closed, order }, candidates),
      peekReply(en, { ask, ballot: closed, order }, candidates),
      whyView(en, snapshot, closed),
    ].map((view) => ({ view, chosen: null, before: null })),
    ...told,
  ];
}

/** The keys of the buttons and menu options in a view, by label. */
const pressesIn = (view: MessageView): Map<string, string> =>
  new Map(
    [...JSON.stringify(view.components).matchAll(/"label":"([^"]+)","(?:value":"|custom_id":"vote:[^:]+:)(\w+)/g)].map(
      ([, label = '', key = '']) => [label, key],
    ),
  );

describe('a letter', () => {
  it('stands for the same answer in every text that one person can read about an ask', () => {
    fc.assert(
      fc.property(asks, (drawn) => {
        const read = readings(drawn);
        const meanings = new Map<string, string>();
        for (const { view } of read)
          for (const found of lettersIn(textOf(view))) {
            const [letter = '', slot = ''] = found.split('=');
            expect(meanings.get(letter) ?? slot, `${letter} in ${textOf(view)}`).toBe(slot);
            meanings.set(letter, slot);
          }
        for (const { view, chosen, before } of read)
          for (const [says, what] of SAYS)
            for (const [, letter = ''] of textOf(view).matchAll(says))
              expect(meanings.get(letter), textOf(view)).toBe(String({ pick: drawn.pick, chosen, before }[what]));
      }),
      { numRuns: runs(500) },
    );
  });

  it('on a vote button means what the view above the button calls so', () => {
    fc.assert(
      fc.property(asks, ({ kind, seed, shown, voter, pick }) => {
        const ballot = ballotRow({ kind, shown });
        const order = orderFor(ballot, seed, voter);
        const candidates = slots.map((slot) => candidateRow(slot, `answer-of-${slot}`));
        const texts = lettersIn(textOf(compareReply(en, { ask: askRow({ pick }), ballot, order }, candidates)));
        expect(texts).toEqual(order.map((slot, at) => `${letterAt(at)}=${slot}`));
        const presses = pressesIn(compareReply(en, { ask: askRow({ pick }), ballot, order }, candidates));
        for (const [at] of order.entries()) {
          const key = presses.get(letterAt(at)) ?? presses.get(`${letterAt(at)} is better`);
          expect(readChoice(key as BallotKey, kind, order, pick)?.slot).toBe(order[at]);
        }
      }),
    );
  });

  it('of an open ballot counts nothing, because Compare once gave each voter letters of their own', () => {
    for (const key of ['a', 'b'] as const) expect(readChoice(key, 'open', [2, 1], 1)).toBeNull();
    for (const key of ['first', 'second'] as const)
      for (const kind of ['duel', 'ballot'] as const) expect(readChoice(key, kind, [2, 1], 1)).toBeNull();
  });

  it('is in no sentence about an open ballot’s answers, whose message has none', () => {
    const ballot = ballotRow({ kind: 'open', shown: [2, 1] });
    const vote = (slot: number, before: number | null): VoteOutcome => ({
      ...{
        kind: 'counted',
        ballot,
        ask: askRow({ pick: 1 }),
        order: [2, 1],
        blind: false,
        whyAllowed: true,
        isAsker: false,
      },
      choice: { choice: 'candidate', slot },
      before: before === null ? null : { choice: 'candidate', slot: before },
    });
    expect(textOf(voteReply(en, vote(1, null)))).toMatch(
      /^You chose \*\*the judge’s pick\*\*\..* You and the judge agree/,
    );
    expect(textOf(voteReply(en, vote(2, 1)))).toMatch(
      /^You chose \*\*the other answer\*\*\..*Before, you chose the judge’s pick\. You and the judge differ/,
    );
  });

  it('tells nothing about the pick: over many asks each place holds it equally often', () => {
    for (const kind of ['duel', 'open'] as const) {
      const first = Array.from({ length: 2000 }, (_, at) => drawLineup(kind, `seed ${at}`, 1, [1, 2, 0])).filter(
        (lineup) => lineup && orderFor({ kind, shown: lineup.shown }, 'any', 'any')[0] === 1,
      ).length;
      expect(Math.abs(first - 1000)).toBeLessThan(110);
    }
  });

  it('that the judge itself used is never quoted, because it may mean another answer', () => {
    const why = (reasoning: string, format = 'rrm') =>
      textOf(
        whyView(
          en,
          {
            ...{ ask: askRow({ pick: 1 }), candidates: [], ballot: null, tally: [] },
            comparisons: [comparisonRow(1, 1, 2, { reasoning, format })],
          },
          { kind: 'duel', shown: [2, 1], closedAt: null },
        ),
      );
    expect(why('Assistant 1 is better because it names the law, and Assistant 2 does not.')).toMatch(/“B is better/);
    for (const own of [
      'Answer A is better because it names the law and the other one does not name it.',
      'Ultimately A is better than B because it names the law that explains the colour.',
      'Response 1 is better because it names the law and the other one does not name it.',
    ])
      expect(why(own)).not.toMatch(/In the judge’s words/);
    // Where the format itself calls it so, it means the answer that was shown first.
    const said = 'Response 1 is better because it names the law, and Response 2 does not.';
    expect(why(said, 'nemotron-genrm')).toMatch(/“B is better/);
  });
});
