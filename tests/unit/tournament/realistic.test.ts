import { describe, expect, it } from 'vitest';
import { realistic } from '../../../bench/tournament/scenarios.ts';
import { worldOf } from '../../../bench/tournament/world.ts';

const PAIRS = 6000;

/** How a simulated judge does on pairs whose better one is known. */
function ratesOf(name: string) {
  const scenario = realistic.find((one) => one.name === name);
  if (!scenario) throw new RangeError(`There is no scenario ${name}.`);
  const sum = { one: 0, sixteen: 0, repeats: 0, flips: 0 };
  for (let key = 0; key < PAIRS; key++) {
    const world = worldOf({ ...scenario, invalid: 0 }, 2, key);
    const right = world.strengths[0]! > world.strengths[1]! ? 'first' : 'second';
    const said = Array.from({ length: 16 }, (_, i) => world.verdict({ first: 0, second: 1, tier: 0 }, i, i));
    const turned = world.verdict({ first: 1, second: 0, tier: 0 }, 0, 0);
    const count = said.filter((verdict) => verdict === right).length;
    sum.one += Number(said[0] === right);
    sum.sixteen += count > 8 ? 1 : count === 8 ? 0.5 : 0;
    sum.repeats += Number(said[0] === said[1]);
    sum.flips += Number(said[0] === turned);
  }
  return { one: sum.one / PAIRS, sixteen: sum.sixteen / PAIRS, repeats: sum.repeats / PAIRS, flips: sum.flips / PAIRS };
}

describe('the simulated judges that are called realistic', () => {
  // Guo et al. 2025: RewardBench with one call, and with the majority of sixteen.
  it.each([
    ['rrm-7b', 0.822, 0.848],
    ['rrm-32b', 0.912, 0.919],
  ])('%s gains from sixteen calls what the paper says, and no more', (name, one, sixteen) => {
    const rates = ratesOf(name);
    expect(Math.abs(rates.one - one)).toBeLessThan(0.015);
    expect(Math.abs(rates.sixteen - sixteen)).toBeLessThan(0.015);
    expect(Math.abs(rates.sixteen - rates.one - (sixteen - one))).toBeLessThan(0.01);
  });

  // PRD's tables: GPT-4 turned 23 % of its pairs with the order, Vicuna 63 %; 116 of 119 repeats agreed.
  it.each([
    ['even-handed', 0.23],
    ['minds the order', 0.63],
  ])('%s repeats itself and turns with the order as recorded judges do', (name, flips) => {
    const rates = ratesOf(name);
    expect(Math.abs(rates.flips - flips)).toBeLessThan(0.04);
    expect(Math.abs(rates.repeats - 116 / 119)).toBeLessThan(0.025);
  });
});
