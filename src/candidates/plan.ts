import { seeded } from '../seeded.ts';
import { type Style, styles } from './styles.ts';

/** How one candidate will be written. */
export interface CandidatePlan {
  /** 0 … n − 1. */
  slot: number;
  model: string;
  /** 0–1, so that every vendor takes it. */
  temperature: number;
  style: Style;
}

const temperatures = [0.7, 1, 0.4, 0.9, 0.6, 0.8, 1, 0.5] as const;

/**
 * n different ways to answer (2–16): the models in turn, from a start that the seed chooses; each model's first reply is plain, its
 * further ones differ in style and temperature.
 */
export function planCandidates(ask: { seed: string; models: readonly string[]; n: number }): CandidatePlan[] {
  const models = seeded(ask.seed, 'models').shuffle(ask.models);
  const [plain, ...others] = styles;
  const order = [plain, ...seeded(ask.seed, 'styles').shuffle(others)];
  return Array.from({ length: ask.n }, (_, slot) => {
    const round = Math.floor(slot / models.length);
    return {
      slot,
      model: models[slot % models.length] as string,
      temperature: temperatures[round % temperatures.length] as number,
      style: order[round % order.length] as Style,
    };
  });
}
