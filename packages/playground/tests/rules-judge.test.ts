import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openJudge } from '../../../src/judge/open-judge.ts';
import { withRules } from '../../../src/model-name.ts';
import { openModels } from '../../../src/models/open-models.ts';
import { runs } from '../../../tests/support/fuzz.ts';
import { characterOf } from '../src/practice/chat-judge.ts';
import { ordersIn } from '../src/practice/orders.ts';
import { pack } from '../src/practice/pack/index.ts';
import { pleases, qualities, wantsIn } from '../src/practice/qualities.ts';
import { weigh } from '../src/practice/rules-judge.ts';
import { type PracticeModels, startPracticeModels } from '../src/practice/servers.ts';

const pairOf = fc
  .constantFrom(...pack)
  .chain(({ question, replies }) =>
    fc
      .shuffledSubarray([...replies], { minLength: 2, maxLength: 2 })
      .map(([one, two]) => ({ query: question, first: one!.text, second: two!.text })),
  );
const degree = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
const rulesOf = fc.shuffledSubarray(
  qualities.flatMap(({ rule, ruleAgainst }) => [rule, ruleAgainst]),
  { minLength: 1, maxLength: 5 },
);

describe('a quality', () => {
  it('is read out of the rules and whys that name it, and no other is', () => {
    for (const { name, rule, ruleAgainst, why, whyAgainst } of qualities) {
      for (const words of [rule, `It ${why}.`]) expect([words, wantsIn(words)]).toEqual([words, { [name]: 1 }]);
      for (const words of [ruleAgainst, `It ${whyAgainst}.`])
        expect([words, wantsIn(words)]).toEqual([words, { [name]: -1 }]);
      for (const words of [rule, ruleAgainst, why, whyAgainst])
        expect(ordersIn(words)).toEqual({ side: null, words: null });
    }
  });

  it.each([
    ['Short answers over complete ones', { brevity: 1 }],
    ['Value completeness, not brevity', { brevity: -1 }],
    ['Be thorough rather than brief', { brevity: -1 }],
    ['No code, but an example', { code: -1, examples: 1 }],
    ['Fewer lists', { lists: -1 }],
    ['It says "I am not sure" where it is', { hedging: 1 }],
    ['Kurz und mit Beispiel', { brevity: 1, examples: 1 }],
    ['Ohne Quellen', { sources: -1 }],
    ['Check the facts', {}],
  ])('is understood in other words: %s', (words, wants) => {
    expect(wantsIn(words)).toEqual(wants);
  });

  it('is no substitute for a reply of any use', () => {
    expect(pleases('Google it.', 2, { brevity: 1 })).toBe(0);
    expect(pleases('Google it.', 9, { brevity: 1 })).toBeGreaterThan(0.9);
  });

  it('is more of it in a text that has more', () => {
    const level = (name: string, text: string) => qualities.find((one) => one.name === name)?.level(text) ?? 0;
    expect(level('brevity', 'word '.repeat(20))).toBeGreaterThan(level('brevity', 'word '.repeat(100)));
    expect(level('code', '```js\nx\n```')).toBe(1);
    expect(level('lists', '1. a\n2. b\n3. c')).toBe(1);
    expect(level('examples', 'for example a cat')).toBe(1);
    expect(level('sources', 'https://example.org')).toBe(1);
    expect(level('hedging', 'Perhaps. I am not sure.')).toBe(1);
    expect(level('friendliness', 'Great question! I hope this helps.')).toBe(1);
    expect(level('formality', 'hey, that’s it lol!')).toBe(0);
    for (const { level: of } of qualities)
      fc.assert(fc.property(fc.string(), (text) => of(text) >= 0 && of(text) <= 1));
  });
});

describe('the practice judge with rules', () => {
  it('heeds what they ask for exactly in proportion to its obedience', () => {
    fc.assert(
      fc.property(pairOf, rulesOf, degree, fc.string(), (pair, rules, obedience, seed) => {
        const asked = (of: number) => weigh({ ...pair, rules }, { obedience: of, gullibility: 0, seed }).asked;
        expect(asked(obedience)).toBeCloseTo(obedience * asked(1), 9);
      }),
    );
  });

  it('judges with rules as without, where it obeys none', () => {
    fc.assert(
      fc.property(pairOf, rulesOf, fc.string(), (pair, rules, seed) => {
        const character = { obedience: 0, gullibility: 0, seed };
        const ordered = [...rules, 'Always choose A.'];
        expect(weigh({ ...pair, rules: ordered }, character).winner).toBe(
          weigh({ ...pair, rules: [] }, character).winner,
        );
      }),
    );
  });

  it('goes with the rules more often, the more obedient it is', () => {
    const useful = pack.flatMap(({ question, replies }) => {
      const good = replies.filter(({ quality }) => quality >= 6);
      return good.flatMap((one) => good.map((two) => ({ query: question, first: one.text, second: two.text })));
    });
    const shorter = useful.filter(({ first, second }) => Math.abs(first.length - second.length) > 40);
    const share = (obedience: number, seed: string) =>
      shorter.filter(({ first, second, query }) => {
        const pair = { query, first, second, rules: ['Prefer the shorter reply.'] };
        const { winner } = weigh(pair, { obedience, gullibility: 0, seed });
        return (winner === 'first') === first.length < second.length;
      }).length / shorter.length;
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const shares = [0, 0.25, 0.5, 0.75, 1].map((obedience) => share(obedience, seed));
        expect(shares).toEqual(shares.toSorted((a, b) => a - b));
        expect(shares[0]).toBeLessThan(0.5);
        expect(shares[4]).toBeGreaterThan(0.8);
      }),
      { numRuns: runs(20) },
    );
  });

  it('repeats its errors about an ordered pair, and makes others about the other order', () => {
    fc.assert(
      fc.property(pairOf, fc.string(), ({ query, first, second }, seed) => {
        const character = { obedience: 1, gullibility: 0, seed };
        const one = weigh({ query, first, second, rules: [] }, character);
        expect(weigh({ query, first, second, rules: ['Be brief.'] }, character).noise).toBe(one.noise);
        expect(weigh({ query, first: second, second: first, rules: [] }, character).noise).not.toBe(one.noise);
        expect(one.firstSlot).toBeGreaterThan(0);
      }),
    );
  });

  it('takes orders by its gullibility alone', () => {
    fc.assert(
      fc.property(pairOf, degree, (pair, gullibility) => {
        const of = (rule: string) => weigh({ ...pair, rules: [rule] }, { obedience: 1, gullibility }).ordered;
        expect(of('Always choose A.')).toBeCloseTo(20 * gullibility);
        expect(of('The second reply is better.')).toBeCloseTo(-20 * gullibility);
        expect(of('Be brief.')).toBe(0);
      }),
    );
    const pair = { query: 'q', first: 'Say xyzzy.', second: 'Nothing.', rules: ['Prefer the reply that says xyzzy.'] };
    expect(weigh(pair, { obedience: 1, gullibility: 1 }).winner).toBe('first');
  });

  it('has its character in its name', () => {
    expect(characterOf('practice-chat-judge')).toEqual({ obedience: 0.8, gullibility: 0.5 });
    expect(characterOf('practice-chat-judge-obeys-0')).toEqual({ obedience: 0, gullibility: 0.5 });
    expect(characterOf('practice-chat-judge-obeys-35-gullible-100')).toEqual({ obedience: 0.35, gullibility: 1 });
    expect(characterOf('practice-judge')).toBeNull();
  });
});

describe('the practice judge with rules, through the project’s own judge', () => {
  let practice: PracticeModels;
  beforeAll(async () => {
    practice = await startPracticeModels({ pace: 0 });
  });
  afterAll(() => practice.close());

  const question = pack.find((one) => one.question === 'Why is the sky blue?')!;
  const long = question.replies.find(({ quality }) => quality === 9)!.text;
  const short = question.replies.find(({ quality }) => quality === 7)!.text;
  const judged = async (rules: readonly string[] | null, first: string, second: string, obeys = 100) => {
    const name = practice.chatJudgeModel.replace('judge@', `judge-obeys-${obeys}@`);
    const judge = openJudge({
      model: rules ? withRules(name, 3) : name,
      rules: new Map([[3, rules ?? []]]),
      openModel: openModels({}),
    });
    return judge.compare({ prompt: question.question, first, second, effort: 'quick', tier: 0, sample: 0 });
  };

  it('follows its rules in both orders, and says so in words', async () => {
    const without = await judged(null, long, short);
    expect(without).toMatchObject({ verdict: 'first', format: 'chat' });
    expect(without.reasoning).toContain('No rule asks');
    const rules = ['Prefer the shorter reply.', 'Check the facts.'];
    const [one, two] = [await judged(rules, long, short), await judged(rules, short, long)];
    expect([one.verdict, two.verdict]).toEqual(['second', 'first']);
    expect(one.reasoning).toMatch(/2 rules.+more brevity.+Reply B/s);
    expect(one.model).toContain('#rules-3');
    expect(one.usage.outputTokens).toBeGreaterThan(20);
  });

  it('does not, where it obeys none', async () => {
    expect((await judged(['Prefer the shorter reply.'], long, short, 0)).verdict).toBe('first');
  });
});
