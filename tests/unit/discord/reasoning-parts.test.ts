import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../src/discord/sizes.ts';
import { decisiveSentences } from '../../../src/discord/view/decisive-sentences.ts';
import { matchesOf } from '../../../src/discord/view/matches.ts';
import { reasoningMatch } from '../../../src/discord/view/reasoning-match.ts';
import { reasoningHeading, reasoningOverview } from '../../../src/discord/view/reasoning-overview.ts';
import { tournamentAlt, tournamentDrawing } from '../../../src/discord/view/tournament-picture.ts';
import { orderWords, scoreWords } from '../../../src/discord/view/verdict-words.ts';
import { whyView } from '../../../src/discord/view/why.ts';
import { en } from '../../../src/discord/words/en/index.ts';
import { askRow, ballotRow, candidateRow, comparisonRow } from '../../support/snapshots.ts';

const verdicts = fc.array(
  fc.record({
    pair: fc.constantFrom([0, 1] as const, [1, 0] as const, [2, 1] as const, [0, 2] as const),
    verdict: fc.constantFrom('first' as const, 'second' as const, 'invalid' as const),
  }),
  { maxLength: 40 },
);
const rowsOf = (found: typeof verdicts extends fc.Arbitrary<infer T> ? T : never) =>
  found.map(({ pair: [first, second], verdict }, i) =>
    comparisonRow(i + 1, first, second, { verdict, invalidReason: verdict === 'invalid' ? 'empty' : null }),
  );

describe('the matches of an ask', () => {
  it('hold every comparison once, and count every verdict', () => {
    fc.assert(
      fc.property(verdicts, (found) => {
        const rows = rowsOf(found);
        const matches = matchesOf(rows);
        const numbers = matches.flatMap(({ comparisons }) => comparisons.map(({ number }) => number));
        expect(numbers.toSorted((a, b) => a - b)).toEqual(rows.map(({ number }) => number));
        for (const { winsA, winsB, invalid, comparisons } of matches)
          expect(winsA + winsB + invalid).toBe(comparisons.length);
      }),
    );
  });

  const match = (...found: ['given' | 'swapped', 'first' | 'second' | 'invalid'][]) => {
    const [only] = matchesOf(
      found.map(([order, verdict], i) =>
        comparisonRow(i + 1, order === 'given' ? 0 : 1, order === 'given' ? 1 : 0, {
          verdict,
          invalidReason: verdict === 'invalid' ? 'empty' : null,
        }),
      ),
    );
    if (!only) throw new Error('no match');
    return only;
  };

  it('say whether the order may have decided', () => {
    expect(orderWords(en, match(['given', 'first']))).toBe('Asked in one order only.');
    expect(orderWords(en, match(['given', 'first'], ['swapped', 'second']))).toBe('The same in both orders.');
    expect(orderWords(en, match(['given', 'first'], ['swapped', 'first']))).toMatch(/took the one shown first/);
    expect(orderWords(en, match(['given', 'first'], ['given', 'second'], ['swapped', 'first']))).toMatch(/not always/);
    expect(orderWords(en, match(['given', 'invalid']))).toMatch(/says nothing/);
    expect(scoreWords(en, match(['given', 'second'], ['swapped', 'first'], ['given', 'first']))).toBe(
      'Candidate 2 won 2–1',
    );
  });

  it('carry all that the judge wrote as a file, with the candidates put back', () => {
    const { body, files } = reasoningMatch(en, match(['given', 'first'], ['swapped', 'second']), 1, 1);
    expect(body).toMatch(/Candidate 1 won 2–0\.\*\* The same in both orders/);
    expect(files[0]?.text).toMatch(
      /# Comparison 1[\s\S]+Candidate 1 is right[\s\S]+# Comparison 2[\s\S]+Candidate 2 is right/,
    );
    expect(files[0]?.text).not.toMatch(/Assistant/);
  });
});

describe('the decisive sentences', () => {
  it('are those that name the candidates and say what settled it', () => {
    const thought =
      'The user asks about the sky. Assistant 1 writes well. Hmm, let me think. The decisive point is that Assistant 2 gets the physics wrong, whereas Assistant 1 names Rayleigh scattering. So Assistant 1 is better. \\boxed{Assistant 1}';
    expect(decisiveSentences(thought, 400)).toBe(
      'The decisive point is that Assistant 2 gets the physics wrong, whereas Assistant 1 names Rayleigh scattering. So Assistant 1 is better.',
    );
  });

  it('are neither the question that the judge repeats, nor its headings, nor one sentence twice', () => {
    const question = 'Which reply is better, [[A]] or [[B]]?';
    const lost = `${question} ${question}\n[The End of Reply B]\nReply A is better because it is correct. Reply A is better because it is correct. [[A]]`;
    expect(decisiveSentences(lost, 200)).toBe('Reply A is better because it is correct.');
    expect(decisiveSentences(`${question}\n${question}`, 200)).toBe('');
  });

  it('come out of anything in time, at most as long as asked for', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3000, unit: 'binary' }), fc.integer({ min: 20, max: 700 }), (words, max) => {
        expect(decisiveSentences(words, max).length).toBeLessThanOrEqual(max);
      }),
    );
    expect(decisiveSentences('<'.repeat(100_000), 100)).toBe('');
    expect(decisiveSentences('模型一比较好。因为模型二错了。', 100)).not.toBe('');
  });
});

describe('the picture of a tournament', () => {
  const snapshot = {
    ask: askRow({ n: 4, standings: [1, 2, 0], pBest: [0.1, 0.7, 0.2, 0] }),
    candidates: [0, 1, 2].map((slot) => candidateRow(slot, `text ${slot}`)).concat(candidateRow(3, null)),
    comparisons: [comparisonRow(1, 1, 0), comparisonRow(2, 2, 1, { verdict: 'second' })],
    ballot: null,
    tally: [],
  };

  it('has the best first, those who failed last, and every match between the right rows', () => {
    const drawing = tournamentDrawing(en, snapshot);
    expect(drawing?.rows.map(({ number, fate, pick }) => [number, fate, pick])).toEqual([
      ['2', null, true],
      ['3', null, false],
      ['1', null, false],
      ['4', 'failed (timeout)', false],
    ]);
    expect(drawing?.matches).toEqual([
      { a: 0, b: 2, winsA: 1, winsB: 0, invalid: 0 },
      { a: 1, b: 0, winsA: 0, winsB: 1, invalid: 0 },
    ]);
    expect(drawing && tournamentAlt(en, drawing)).toMatch(/2 70 % \(the pick\), 3 20 %.*2 against 1 1–0/);
  });

  it('is left out without comparisons, and its alternative text fits however many there are', () => {
    expect(tournamentDrawing(en, { ...snapshot, comparisons: [] })).toBeNull();
    const rows = Array.from({ length: 120 }, (_, i) => comparisonRow(i + 1, i % 16, (i * 7 + 1) % 16)).filter(
      ({ first, second }) => first !== second,
    );
    const many = {
      ...snapshot,
      candidates: Array.from({ length: 16 }, (_, s) => candidateRow(s, 'x')),
      comparisons: rows,
    };
    const drawing = tournamentDrawing(en, many);
    expect(drawing && tournamentAlt(en, drawing).length).toBeLessThanOrEqual(limits.altText);
  });
});

describe('the overview', () => {
  it('promises no chance, and names no pick of the judge, where nothing was compared', () => {
    const alike = {
      ask: askRow({ n: 2, judged: false, pick: 1, pBest: [0, 1] }),
      candidates: [0, 1].map((slot) => candidateRow(slot, 'the same')),
      comparisons: [],
      ballot: null,
      tally: [],
    };
    const said = `${reasoningHeading(en, alike)}\n${reasoningOverview(en, alike, false)}`;
    expect(said).toMatch(/The pick is \*\*Candidate 2\*\*, unjudged\. The judge compared nothing\./);
    expect(said).not.toMatch(/likely to be|the judge’s pick|0 pairs/);
  });
});

describe('why, for members', () => {
  it('calls candidates by the ballot’s letters, and never tells who wrote them', () => {
    const view = whyView(
      en,
      {
        ask: askRow(),
        candidates: [0, 1, 2].map((slot) => candidateRow(slot, `text ${slot}`)),
        comparisons: [comparisonRow(1, 1, 0), comparisonRow(2, 2, 1, { verdict: 'second' })],
        ballot: null,
        tally: [],
      },
      ballotRow(),
    );
    const said = JSON.stringify(view);
    expect(said).toMatch(/Why B\?.*B met 2 other replies and won against both\..*A is right, and B is not\./);
    expect(said).not.toMatch(/Assistant|Candidate|hf:|model-/);
  });
});
