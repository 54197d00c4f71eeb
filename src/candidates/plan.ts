import { seeded } from '../seeded.ts';
import { CANDIDATES } from '../terms.ts';
import { type Style, styles } from './styles.ts';

/** How one candidate will be written. */
export interface CandidatePlan {
  /** 0 … n − 1. */
  slot: number;
  model: string;
  /**
   * Sampling temperature, 0–1, so that every vendor takes it. A model that takes none differs by its style.
   */
  temperature: number;
  style: Style;
}

const temperatures = [0.7, 1, 0.4, 0.9, 0.6, 0.8, 1, 0.5] as const;

/**
 * Plans n candidates, 1 to 16: the models in turn, from a start that the seed chooses. Each model's first
 * reply is plain; its further ones differ in style and temperature.
 * @throws {RangeError} where there is no model, or n is no whole number from 1 to 16
 */
export function planCandidates(ask: { seed: string; models: readonly string[]; n: number }): CandidatePlan[] {
  if (ask.models.length === 0) throw new RangeError('Candidates need at least one model.');
  if (!Number.isInteger(ask.n) || ask.n < 1 || ask.n > CANDIDATES.most)
    throw new RangeError(`An ask has 1 to ${CANDIDATES.most} candidates.`);
  const models = seeded(ask.seed, 'models').shuffle(ask.models);
  const [plain, ...others] = styles;
  const order = [plain, ...seeded(ask.seed, 'styles').shuffle(others)];
  return Array.from({ length: ask.n }, (_, slot) => {
    const round = Math.floor(slot / models.length);
    return {
      slot,
      model: models[slot % models.length]!,
      temperature: temperatures[round % temperatures.length]!,
      style: order[round % order.length]!,
    };
  });
}
