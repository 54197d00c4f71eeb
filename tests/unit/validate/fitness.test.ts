import { describe, expect, it } from 'vitest';
import { defaultThresholds } from '../../../src/research/validate/modes.ts';
import { validationPage } from '../../../src/research/validate/page.ts';
import { validate } from '../../../src/research/validate/validation.ts';
import { agreeing, calls, input, pair } from './made-up.ts';

const two = (n: number, wrong: number, runs = 3) => {
  const [one, other] = [agreeing('facts', n, wrong, runs), agreeing('advice', n, wrong, runs)];
  return { pairs: [...one.pairs, ...other.pairs], calls: [...one.calls, ...other.calls] };
};
const bounded = { ...defaultThresholds, odds: 1e9 };
const stateOf = (what: RegExp, of: ReturnType<typeof validate>) =>
  of.fitness.checks.find((check) => what.test(check.what))?.state;

describe('a verdict on fitness', () => {
  it('is withheld with fewer than two labelled sets, and what can be checked is said', () => {
    const one = agreeing('facts', 100, 10);
    const found = validate(input([...one.pairs, pair('anchor', 1, null)], one.calls));
    expect(found.fitness.state).toBe('withheld');
    expect(found.fitness.verdict).toMatch(/^No verdict on fitness/);
    expect(stateOf(/^Chance-corrected/, found)).toBe('met');
  });

  it('is open where figures hold and something is not known', () => {
    const { pairs, calls: all } = two(200, 10);
    const found = validate(input(pairs, all));
    expect(found.fitness.state).toBe('undecided');
    expect(stateOf(/^Style/, found)).toBe('not known');
    expect(found.fitness.verdict).toMatch(/not decided.*Not known: style and length/);
  });

  it('is fit where every item is met, and says by what', () => {
    const styled = two(200, 10);
    const pairs = styled.pairs.map((one, i) => ({
      ...one,
      style: [((i * 7) % 11) - 5, 0, 0, 0, 0].map((x) => x / 10),
      models: (i % 3 === 0 ? ['owl-2', 'heron'] : ['heron', 'owl-2']) as [string, string],
    }));
    const found = validate(input(pairs, styled.calls, { family: 'owl', thresholds: bounded }));
    expect(found.fitness.checks.filter(({ state }) => state !== 'met')).toEqual([]);
    expect(found.fitness).toMatchObject({ state: 'fit', verdict: expect.stringMatching(/12 of 12 items are met/) });
  });

  it('names an item that is missed, and not one that too few questions leave open', () => {
    const bad = two(200, 2);
    expect(validate(input(bad.pairs, bad.calls)).fitness).toMatchObject({
      state: 'unfit',
      verdict: expect.stringMatching(/not fit for use as it is.*Not met: chance-corrected agreement/),
    });
    const few = two(8, 2);
    const open = validate(input(few.pairs, few.calls));
    expect(stateOf(/^Chance-corrected/, open)).toBe('not known');
    expect(open.fitness.state).toBe('undecided');
  });

  it('takes an incomplete protocol for no fault of the judge', () => {
    const once = two(200, 10, 1);
    const found = validate(input(once.pairs, once.calls));
    expect(found.fitness).toMatchObject({
      state: 'undecided',
      verdict: expect.stringMatching(/The protocol is not complete: runs/),
    });
  });

  it('flags a judge that is very stable and still biased', () => {
    const { pairs } = two(100, 10);
    const first = pairs.flatMap(({ set, id }) =>
      calls(set, Number(id), ['first', 'first'], ['first', 'first'], ['first', 'first']),
    );
    const found = validate(input(pairs, first));
    expect(found.paradox).toBe(true);
    expect(stateOf(/^Not both/, found)).toBe('not met');
    expect(validationPage(found)).toContain('it repeats its bias');
  });

  it('moves with its bounds', () => {
    const { pairs, calls: all } = two(200, 10);
    const strict = validate(input(pairs, all, { thresholds: { ...defaultThresholds, kappa: 0.95 } }));
    expect(stateOf(/^Chance-corrected/, strict)).toBe('not met');
  });
});

describe('drift', () => {
  const { pairs, calls: all } = two(100, 5);
  const earlier = validate(input(pairs, all));
  const turned = (share: number) =>
    all.map((call, i) =>
      i % 600 < 600 * share && call.verdict !== 'invalid' && call.verdict !== 'tie'
        ? { ...call, verdict: call.verdict === 'first' ? ('second' as const) : ('first' as const) }
        : call,
    );

  it('is not shown where the same is said again', () => {
    const again = validate(input(pairs, all, { earlier }));
    expect(again.drift).toMatchObject({ common: 200, changed: { value: 0 }, alarms: [], agreement: { p: 1 } });
    expect(stateOf(/^No drift/, again)).toBe('met');
  });

  it('is an alarm where a judge has turned, and says what changed', () => {
    const { drift, fitness } = validate(input(pairs, turned(0.4), { earlier }));
    expect(drift?.changed.value).toBeCloseTo(0.4, 6);
    expect(drift?.alarms).toEqual(expect.arrayContaining(['verdicts', 'agreement']));
    expect(drift?.kappa.value).toBeLessThan(-0.2);
    expect(fitness.checks.at(-1)).toMatchObject({ state: 'not met' });
  });

  it('is seen in a position bias that is new', () => {
    const biased = all.map((call) => (Number(call.id) % 3 === 0 ? { ...call, verdict: 'first' as const } : call));
    const { drift } = validate(input(pairs, biased, { earlier }));
    // What flips now is a tie, so only pairs with a side both times could tell: agreement and verdicts do.
    expect(drift?.alarms).toContain('verdicts');
    expect(drift?.firstSlot.value).toBeGreaterThan(0.1);
    expect(drift?.alarms).toContain('position bias');
  });

  it('is measured on the anchor alone where there is one, and not on texts that changed', () => {
    const marked = pairs.map((one) => ({ ...one, fingerprint: 'a' }));
    const before = validate(input(marked, all));
    const edited = marked.map((one, i) => (i === 0 ? { ...one, fingerprint: 'b' } : one));
    const { drift } = validate(input(edited, all, { earlier: before, anchor: 'facts' }));
    expect(drift).toMatchObject({ common: 100, otherTexts: 1, unknown: 0 });
  });

  it('names another model that answered', () => {
    const by = (answeredBy: string) => all.map((call) => ({ ...call, answeredBy }));
    const before = validate(input(pairs, by('owl-1')));
    const page = validationPage(validate(input(pairs, by('owl-2'), { earlier: before })));
    expect(page).toContain('Another model answered: owl-1 then, owl-2 now.');
  });
});

describe('the page', () => {
  it('holds no markup of names, no script and no request', () => {
    const { pairs, calls: all } = agreeing('<script>alert(1)</script>', 30, 5);
    const page = validationPage(validate(input(pairs, all, { judge: '<img src=x>' })));
    expect(page).not.toMatch(/<script|<img|https?:(?!\/\/www\.w3\.org)|@import/);
    expect(page).toContain('&lt;script&gt;');
  });

  it('is equal for equal figures, and states how ties and abstentions were counted', () => {
    const { pairs, calls: all } = agreeing('s', 30, 5);
    const page = validationPage(validate(input(pairs, all)));
    expect(page).toBe(validationPage(validate(input(pairs, all))));
    expect(page).toMatch(/Scale: nominal[\s\S]*Ties are a class[\s\S]*left out of agreement/);
  });
});
