import { apart } from '../../agreement/apart.ts';
import { type BeyondRepeats, beyondRepeats } from '../../agreement/beyond-repeats.ts';
import { cohenKappa } from '../../agreement/judge-human.ts';
import { type Rating, toStudy } from '../../agreement/ratings.ts';
import { estimate } from '../../agreement/share-estimate.ts';
import { signFlipP } from '../../agreement/sign-flip.ts';
import { type Figure, ratio, share } from '../../agreement/statistic.ts';
import { firstSlotOf } from './figures.ts';
import { bothOf, decide, type JudgedPair, keyOf, type Label, type Run } from './pairs.ts';

/** A pair as an earlier run left it. */
export type EarlierPair = Pick<JudgedPair, 'set' | 'id' | 'fingerprint' | 'runs'>;

/** A change with its test; p is null where nothing can be tested. */
export type Change = Figure & { p: number | null };

export interface Drift {
  /** Pairs in both runs, and those left out: no verdict in one of them, or other texts. */
  common: number;
  unknown: number;
  otherTexts: number;
  /** Pairs whose decision is another one. */
  changed: Figure;
  /** Whether single verdicts change more than repeats do. */
  beyondRepeats: BeyondRepeats;
  /** Agreement with people, kappa, and the first-slot rate: later minus earlier. */
  agreement: Change & { better: number; worse: number };
  kappa: Figure;
  firstSlot: Change;
  /** Who answered. */
  answeredBefore: string[];
  answeredNow: string[];
  level: number;
  /** What changed beyond chance at `level`, after Holm's correction. */
  alarms: string[];
}

const INTERVALS = { resamples: 1, seed: '1' };

interface Twice {
  cluster: string;
  people: Label | null;
  before: { run: Run; label: Label; runs: readonly Run[] };
  after: { run: Run; label: Label; runs: readonly Run[] };
}

/**
 * What changed in a judge between two runs on the same pairs. Each test is by cluster, or by pair where
 * repeats are independent; the three together are corrected by Holm 1979.
 * @param level the chance of an alarm if nothing changed
 */
export function driftOf(
  earlier: { pairs: readonly EarlierPair[]; answeredBy: readonly string[] },
  now: { pairs: readonly JudgedPair[]; answeredBy: readonly string[] },
  level: number,
): Drift {
  const known = new Map(earlier.pairs.map((pair) => [keyOf(pair), pair]));
  const common = now.pairs.flatMap((pair) => {
    const was = known.get(keyOf(pair));
    return was === undefined ? [] : [{ pair, was }];
  });
  const same = common.filter(
    ({ pair, was }) => pair.fingerprint === null || was.fingerprint === null || pair.fingerprint === was.fingerprint,
  );
  const twice = same.flatMap(({ pair, was }): Twice[] => {
    const [before, after] = [side(was.runs), side(pair.runs)];
    return before && after ? [{ cluster: pair.cluster, people: pair.people, before, after }] : [];
  });
  const labelled = twice.filter(({ people }) => people !== null);
  const agreement = agreementChange(labelled);
  const firstSlot = slotChange(twice);
  const beyond = beyondRepeats(twice.flatMap(occasions), '1');
  return {
    common: common.length,
    otherTexts: common.length - same.length,
    unknown: same.length - twice.length,
    changed: estimate(
      share<Twice>(({ before, after }) => [before.label === after.label ? 0 : 1, 1]),
      twice,
      INTERVALS,
    ),
    beyondRepeats: beyond,
    agreement,
    kappa: kappaChange(labelled),
    firstSlot,
    answeredBefore: [...earlier.answeredBy],
    answeredNow: [...now.answeredBy],
    level,
    alarms: holm(
      { verdicts: beyond.p, agreement: agreement.p, 'position bias': firstSlot.p } as Record<string, number | null>,
      level,
    ),
  };
}

function side(runs: readonly Run[]): Twice['before'] | null {
  const [run] = runs;
  const label = decide(run);
  return run === undefined || label === null ? null : { run, label, runs };
}

const right = ({ people }: Twice, { label }: Twice['before']) => Number(people === label);

function agreementChange(rows: readonly Twice[]): Drift['agreement'] {
  const change = (row: Twice) => right(row, row.after) - right(row, row.before);
  return {
    ...paired(rows, (row) => [change(row), 1]),
    better: rows.filter((row) => change(row) > 0).length,
    worse: rows.filter((row) => change(row) < 0).length,
  };
}

/** The first-slot rate on pairs that were read in both orders, with a side each, both times. */
function slotChange(rows: readonly Twice[]): Change {
  const sided = rows.filter(({ before, after }) => [before, after].every(({ run }) => firstSlotOf(run)[1] === 2));
  return paired(sided, ({ before, after }) => [firstSlotOf(after.run)[0] - firstSlotOf(before.run)[0], 2]);
}

/** The mean of a paired change, and whether it is more than chance, by cluster. */
function paired(rows: readonly Twice[], count: (row: Twice) => readonly [change: number, of: number]): Change {
  const figure = estimate(ratio(count, [-1, 1]), rows, INTERVALS);
  const clusters = [...Map.groupBy(rows, ({ cluster }) => cluster).values()];
  const sums = clusters.map((own) => own.reduce((sum, row) => sum + count(row)[0], 0));
  return { ...figure, p: rows.length === 0 ? null : signFlipP(sums) };
}

function kappaChange(rows: readonly Twice[]): Figure {
  const study = toStudy(
    rows.flatMap(({ cluster, people, before, after }, i): Rating[] => [
      { item: `${i}`, cluster, rater: 'people', kind: 'human', label: people! },
      { item: `${i}`, cluster, rater: 'after', kind: 'judge', label: after.label },
      { item: `${i}`, cluster, rater: 'before', kind: 'judge', label: before.label },
    ]),
  );
  return estimate(apart(cohenKappa(study, 0, false), cohenKappa(study, 1, false), [-2, 2]), study.items, INTERVALS);
}

const LABELS = ['first', 'second', 'tie'];

/** The verdicts of all runs on a pair, in each order. */
function occasions({ before, after }: Twice) {
  const verdicts = (runs: readonly Run[], order: 0 | 1) =>
    runs.flatMap((run) => {
      const label = bothOf(run)[order];
      return label === null ? [] : [LABELS.indexOf(label)];
    });
  return ([0, 1] as const).map((order) => ({
    before: verdicts(before.runs, order),
    after: verdicts(after.runs, order),
  }));
}

/** The names of the tests that reject, by Holm's step-down procedure (1979). */
function holm(tests: Readonly<Record<string, number | null>>, level: number): string[] {
  const known = Object.entries(tests).flatMap(([name, p]) => (p === null ? [] : [{ name, p }]));
  known.sort((a, b) => a.p - b.p);
  const end = known.findIndex(({ p }, i) => p > level / (known.length - i));
  return known.slice(0, end === -1 ? known.length : end).map(({ name }) => name);
}
