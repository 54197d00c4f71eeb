import { type Drift, driftOf, type EarlierPair } from './drift.ts';
import { figuresOf, type SetFigures } from './figures.ts';
import { type Fitness, fitnessOf, isParadox } from './fitness.ts';
import type { Modes, Thresholds } from './modes.ts';
import { type Call, judged, type LabelledPair } from './pairs.ts';
import { type Style, styleFigures } from './style.ts';

export interface ValidationInput {
  judge: string;
  /** The judge's family, for self-preference; null where it is not known. */
  family: string | null;
  madeAt: Date;
  pairs: readonly LabelledPair[];
  calls: readonly Call[];
  modes: Modes;
  thresholds: Thresholds;
  /** The set on which drift is measured; null for all. */
  anchor: string | null;
  earlier: Pick<Validation, 'pairs' | 'answeredBy' | 'madeAt'> | null;
  /** The chance of an alarm if nothing changed. */
  level: number;
}

/** One run of `tribunal validate`: what the page shows, and what a later run compares itself with. */
export interface Validation {
  judge: string;
  answeredBy: string[];
  madeAt: string;
  modes: Modes;
  thresholds: Thresholds;
  /** By labelled set, and an anchor without labels. */
  sets: SetFigures[];
  together: SetFigures;
  paradox: boolean | null;
  style: Style;
  drift: (Drift & { since: string }) | null;
  fitness: Fitness;
  /** What was said of each pair; no texts. */
  pairs: EarlierPair[];
}

/** Computes everything. It knows of no file and no model. */
export function validate(input: ValidationInput): Validation {
  const { modes, thresholds, earlier, anchor, level } = input;
  const all = judged(input.pairs, input.calls);
  const names = [...new Set(all.map(({ set }) => set))];
  const sets = names.map((name) =>
    figuresOf(
      name,
      all.filter(({ set }) => set === name),
      modes,
    ),
  );
  const together = figuresOf('All sets together', all, modes);
  const style = styleFigures(all, input.family);
  const answeredBy = [...new Set(input.calls.flatMap((call) => call.answeredBy ?? []))].sort();
  const drift =
    earlier === null
      ? null
      : {
          since: earlier.madeAt,
          ...driftOf(earlier, { pairs: all.filter(({ set }) => anchor === null || set === anchor), answeredBy }, level),
        };
  const labelled = sets.filter((set) => set.labelled > 0);
  return {
    judge: input.judge,
    answeredBy,
    madeAt: input.madeAt.toISOString(),
    modes,
    thresholds,
    sets,
    together,
    paradox: isParadox(together, thresholds),
    style,
    drift,
    fitness: fitnessOf(labelled, together, style, drift, thresholds),
    pairs: all.map(({ set, id, fingerprint, runs }) => ({ set, id, fingerprint, runs })),
  };
}
