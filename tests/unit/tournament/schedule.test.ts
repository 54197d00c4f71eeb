import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerLines } from '../../../src/cli/schedule.ts';
import { converse, roundShares } from '../../../src/tournament/schedule.ts';

const start = (change: object = {}) =>
  JSON.stringify({ n: 4, seed: '7', tournament: 'adaptive', effort: 'standard', ...change });

interface Answer {
  compare?: { id: number; first: number; second: number; tier: number }[];
  pick?: number;
  pBest?: number[];
  standings?: number[];
  calls?: number;
  cancel?: number[];
  error?: string;
}

/** Plays a judge that prefers the lower slot over the protocol. @returns all lines that were written. */
function playOut(say: (line: string) => string, first: string): string[] {
  const written = [say(first)];
  const open: NonNullable<Answer['compare']> = [];
  for (;;) {
    const answer: Answer = JSON.parse(written.at(-1) as string);
    if (!answer.compare) return written;
    open.push(...answer.compare);
    const next = open.shift();
    if (!next) throw new Error('waits for nothing');
    written.push(say(JSON.stringify({ id: next.id, verdict: next.first < next.second ? 'first' : 'second' })));
  }
}

describe('the schedule protocol', () => {
  it('writes what it compares, and then the pick, byte by byte', () => {
    const say = converse();
    expect(say('{"n":3,"seed":"7","tournament":"knockout","effort":"quick","parallel":1,"arrived":[0,1]}')).toMatch(
      /^\{"compare":\[(\{"id":1,"first":[01],"second":[01],"tier":0\})?\]\}$/,
    );
    const last = playOut(converse(), start({ n: 2, tournament: 'knockout' })).at(-1);
    expect(last).toMatch(/^\{"pick":0,"pBest":\[0\.\d+,0\.\d+\],"standings":\[0,1\],"calls":1,"cancel":\[\]\}$/);
  });

  it.each(['knockout', 'knockout:both', 'knockout:voting:5', 'elo', 'elo:4', 'adaptive'])(
    'plays %s to its end',
    (tournament) => {
      const written = playOut(converse(), start({ n: 5, tournament }));
      const end: Answer = JSON.parse(written.at(-1) as string);
      expect(end.pick).toBe(0);
      expect(end.standings?.toSorted()).toEqual([0, 1, 2, 3, 4]);
      expect(end.pBest?.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
      expect(end.calls).toBe(written.length - 1);
    },
  );

  it('gives equal output for equal input, ask after ask', () => {
    const once = playOut(converse(), start());
    const say = converse();
    expect(playOut(say, start())).toEqual(once);
    playOut(say, start({ seed: 'another' }));
    expect(playOut(say, start())).toEqual(once);
  });

  it('numbers comparisons on, takes verdicts in any order, and waits for what is in flight', () => {
    const say = converse();
    const { compare = [] }: Answer = JSON.parse(say(start({ tournament: 'knockout' })));
    expect(compare.map(({ id }) => id)).toEqual([1, 2]);
    expect(say('{"id":2,"verdict":"second"}')).toBe('{"compare":[]}');
    const final: Answer = JSON.parse(say('{"id":1,"verdict":"first"}'));
    expect(final.compare?.map(({ id }) => id)).toEqual([3]);
  });

  it('has as many in flight as the start line says, half of the candidates where it says nothing', () => {
    const started = (parallel?: number) => JSON.parse(converse()(start({ n: 8, parallel }))).compare.length;
    expect([undefined, 1, 3, 8].map(started)).toEqual([4, 1, 3, 8]);
  });

  it('lets candidates come later, or never', () => {
    const say = converse();
    expect(say(start({ n: 3, tournament: 'knockout', arrived: [1] }))).toBe('{"compare":[]}');
    expect(say('{"gone":2}')).toBe('{"compare":[]}');
    expect(JSON.parse(say('{"arrived":0}')).compare).toHaveLength(1);
  });

  it('counts the calls that were answered, and cancels those that were not', () => {
    const say = converse();
    const { compare = [] }: Answer = JSON.parse(say(start({ n: 6, effort: 5, tournament: 'elo', maxComparisons: 2 })));
    expect(compare).toHaveLength(2);
    say('{"id":2,"verdict":"first"}');
    expect(JSON.parse(say('{"id":1,"verdict":"invalid"}'))).toMatchObject({ calls: 2, cancel: [] });
  });

  it.each([
    ['nonsense', 'Every line must be one JSON object.'],
    ['', 'Every line must be one JSON object.'],
    ['[1]', 'Every line must be one JSON object.'],
    ['{"id":9,"verdict":"first"}', 'Comparison 9 is not in flight.'],
    ['{"id":1,"verdict":"tie"}', /^Not understood: verdict: /],
    ['{"id":"1","verdict":"first"}', /^Not understood: id: /],
    ['{"arrived":0}', 'Candidate 0 has arrived already.'],
    ['{"arrived":4}', 'There is no candidate 4 among 4.'],
    ['{"gone":1}', 'Candidate 1 has arrived already.'],
    ['{"hello":1}', /^Not understood/],
    ['{"n":1,"seed":"1","tournament":"adaptive"}', /^Not understood: n: /],
    ['{"n":4,"seed":"1","tournament":"chess"}', /^There is no tournament "chess"/],
    ['{"n":4,"seed":"1","tournament":"elo","arrived":[0,0]}', /twice/],
    ['{"n":4,"seed":"1","tournament":"elo","arrived":[4]}', 'There is no candidate 4 among 4.'],
    ['{"n":4,"seed":"1","tournament":"adaptive","effort":"hard"}', /^Not understood: effort: /],
    ['{"n":4,"seed":"1","tournament":"adaptive","parallel":0}', /^Not understood: parallel: /],
  ])('says what is wrong with %s, and changes nothing', (line, message) => {
    const say = converse();
    const other = converse();
    expect(say(start())).toBe(other(start()));
    const answer: Answer = JSON.parse(say(line));
    expect(Object.keys(answer)).toEqual(['error']);
    expect(answer.error).toMatch(message);
    for (const id of [1, 2]) {
      const verdict = JSON.stringify({ id, verdict: 'first' });
      expect(say(verdict)).toBe(other(verdict));
    }
  });

  it('knows no ask before the first start line and behind the pick', () => {
    const say = converse();
    expect(JSON.parse(say('{"id":1,"verdict":"first"}')).error).toMatch(/^No ask is running/);
    playOut(say, start());
    expect(JSON.parse(say('{"id":1,"verdict":"first"}')).error).toMatch(/^No ask is running/);
  });

  it('answers any line at all with one line', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.json(), fc.constant(start()))), (lines) => {
        const say = converse();
        for (const line of lines) {
          const answer = say(line);
          expect(answer).not.toContain('\n');
          expect(['compare', 'pick', 'error']).toContain(Object.keys(JSON.parse(answer))[0]);
        }
      }),
    );
  });
});

describe('rounded shares', () => {
  it('have four digits and still sum to 1', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1000 }), { minLength: 2, maxLength: 16 }), (weights) => {
        const sum = weights.reduce((total, weight) => total + weight, 0);
        fc.pre(sum > 0);
        const shares = weights.map((weight) => weight / sum);
        const rounded = roundShares(shares);
        expect(rounded.reduce((total, share) => total + Math.round(share * 10_000), 0)).toBe(10_000);
        rounded.forEach((share, i) => {
          expect(Math.abs(share - (shares[i] as number))).toBeLessThan(1.01e-4);
        });
      }),
    );
  });
});

describe('tribunal schedule', () => {
  it('writes one line for each that it reads, as soon as it has read it', async () => {
    const input = new PassThrough();
    const output = new PassThrough();
    const done = answerLines(input, output);
    input.write(`${start()}\n`);
    const [chunk] = await new Promise<Buffer[]>((resolve) => output.once('data', (data) => resolve([data])));
    expect(JSON.parse(String(chunk)).compare).toHaveLength(2);
    const rest = text(output);
    input.end(`nonsense\r\n{"id":1,"verdict":"first"}\n${start({ seed: 'a\u2028b' })}`);
    await done;
    output.end();
    const lines = (await rest).trim().split('\n');
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[2] as string)).toHaveProperty('compare');
    expect(JSON.parse(lines[0] as string)).toHaveProperty('error');
    expect(JSON.parse(lines[1] as string)).toHaveProperty('compare');
  });
});
