import { apart } from '../../agreement/apart.ts';
import { gwetAc1, rawAgreement } from '../../agreement/human-human.ts';
import { cohenKappa, vsMajority } from '../../agreement/judge-human.ts';
import { type Rating, type Study, toStudy } from '../../agreement/ratings.ts';
import { estimate } from '../../agreement/share-estimate.ts';
import { type Figure, type Statistic, share } from '../../agreement/statistic.ts';
import type { Modes } from './modes.ts';
import { bothOf, decide, type JudgedPair, keyOf, type Label, type Run } from './pairs.ts';

/** Everything that is said of one set, or of all together. Each figure has its interval by question. */
export interface SetFigures {
  name: string;
  pairs: number;
  questions: number;
  /** Pairs that people labelled, and those of them that the figures of agreement rest on. */
  labelled: number;
  compared: number;
  raw: Figure;
  kappa: Figure;
  /** Raw agreement minus kappa. */
  gap: Figure;
  ac1: Figure;
  /** The same by one call in the order of the row. */
  oneCall: { raw: Figure; kappa: Figure };
  /** Pairs with a verdict, and calls that could be read. */
  coverage: Figure;
  parsed: Figure;
  /** How often what stood first was preferred, of verdicts for a side on pairs read in both orders. */
  firstSlot: Figure;
  /** Its distance from one half. */
  positionBias: Figure;
  flips: Figure;
  consistency: Figure;
  /** How often two runs say the same of a pair in an order. */
  retest: Figure;
  runs: number;
  /** Pairs that were asked in both orders. */
  inBothOrders: Figure;
  ties: { people: number; judge: number; judgeByFlip: number; invalidPairs: number };
  confusion: { people: string; judge: string; n: number }[];
}

/** No bootstrap is among these: shares and kappas have closed intervals or the jackknife's. */
const INTERVALS = { resamples: 1, seed: '1' };

type Row = JudgedPair & { first: Run | undefined; label: Label | null };

/** The figures of a set. */
export function figuresOf(name: string, pairs: readonly JudgedPair[], modes: Modes): SetFigures {
  const rows = pairs.map((pair): Row => ({ ...pair, first: pair.runs[0], label: decide(pair.runs[0]) }));
  const asked = rows.filter(({ runs }) => runs.length > 0);
  const over = <T extends { cluster: string }>(all: readonly T[], count: (row: T) => readonly [number, number]) =>
    estimate(share<T>(count), all, INTERVALS);
  const compared = comparedOf(rows, modes);
  const agreed = agreementOf(compared);
  const readInBoth = asked.filter(({ first }) => bothOf(first).every((said) => said !== null));
  const sided = readInBoth.filter(({ first }) => !bothOf(first).includes('tie'));
  const firstSlot = over(readInBoth, ({ first }) => firstSlotOf(first));
  return {
    name,
    pairs: rows.length,
    questions: new Set(rows.map(({ cluster }) => cluster)).size,
    labelled: rows.filter(({ people }) => people !== null).length,
    compared: compared.length,
    ...agreed.figures,
    oneCall: agreementOf(
      rows.flatMap(({ people, first, cluster }) => {
        const [given] = bothOf(first);
        return people === null || given === null || leftOut(people, given, modes)
          ? []
          : [{ people, judge: given, cluster }];
      }),
    ).figures,
    coverage: over(asked, ({ label }) => [label === null ? 0 : 1, 1]),
    parsed: over(asked, ({ runs }) => parsedOf(runs)),
    firstSlot,
    positionBias: biasOf(firstSlot),
    flips: over(sided, ({ first }) => [first?.given === first?.swapped ? 0 : 1, 1]),
    consistency: over(readInBoth, ({ first }) => [first?.given === first?.swapped ? 1 : 0, 1]),
    retest: retestOf(asked),
    runs: Math.max(0, ...asked.map(({ runs }) => runs.length)),
    inBothOrders: over(asked, ({ first }) => [first?.given && first.swapped ? 1 : 0, 1]),
    ties: {
      people: rows.filter(({ people }) => people === 'tie').length,
      judge: rows.filter(({ label }) => label === 'tie').length,
      judgeByFlip: readInBoth.filter(({ label, first }) => label === 'tie' && first?.given !== first?.swapped).length,
      invalidPairs: asked.filter(({ label }) => label === null).length,
    },
    confusion: agreed.confusion,
  };
}

/** A pair as people and the judge decided it. */
export interface Compared {
  cluster: string;
  people: string;
  judge: string;
}

const leftOut = (people: Label, judge: Label, { ties }: Modes) =>
  ties === 'without' && (people === 'tie' || judge === 'tie');

/** The class of a pair without a verdict. */
export const NO_VERDICT = 'no verdict';

function comparedOf(rows: readonly Row[], modes: Modes): Compared[] {
  return rows.flatMap(({ people, label, runs, cluster }) => {
    if (people === null || runs.length === 0) return [];
    if (label === null)
      return modes.abstentions === 'class' && !(modes.ties === 'without' && people === 'tie')
        ? [{ cluster, people, judge: NO_VERDICT }]
        : [];
    return leftOut(people, label, modes) ? [] : [{ cluster, people, judge: label }];
  });
}

/** Raw and chance-corrected agreement of two labels a pair, and their table. */
export function agreementOf(rows: readonly Compared[]) {
  const study = (judge: Rating['kind']): Study =>
    toStudy(
      rows.flatMap(({ cluster, people, judge: its }, i): Rating[] => [
        { item: `${i}`, cluster, rater: 'people', kind: 'human', label: people },
        { item: `${i}`, cluster, rater: 'judge', kind: judge, label: its },
      ]),
    );
  const [apartFrom, asRater] = [study('judge'), study('human')];
  const over = (statistic: Statistic, of = apartFrom) => estimate(statistic, of.items, INTERVALS);
  const [observed, chanceCorrected] = [vsMajority(apartFrom, 0, false), cohenKappa(apartFrom, 0, false)];
  const confusion = tableOf(rows);
  const raw = over(observed);
  return {
    confusion,
    figures: {
      raw,
      kappa: withRange(over(chanceCorrected), raw, confusion),
      gap: over(apart(observed, chanceCorrected, [0, 2])),
      ac1: over(gwetAc1(asRater), asRater),
    },
  };
}

/**
 * A kappa without an error of its own: nothing differs, or one of the two always says the same. What is not
 * known of it is then what is not known of the raw agreement, at the chance agreement that was seen.
 */
function withRange(kappa: Figure, raw: Figure, confusion: SetFigures['confusion']): Figure {
  if (kappa.value === null || kappa.low !== null || raw.low === null || raw.high === null) return kappa;
  const share = (of: (cell: SetFigures['confusion'][number]) => boolean) =>
    confusion.filter(of).reduce((sum, { n }) => sum + n, 0) / raw.n;
  const labels = [...new Set(confusion.map(({ people }) => people))];
  const chance = labels.reduce(
    (sum, label) => sum + share(({ people }) => people === label) * share(({ judge }) => judge === label),
    0,
  );
  const at = (observed: number) => (observed - chance) / (1 - chance);
  return { ...kappa, low: Math.max(-1, at(raw.low)), high: at(raw.high) };
}

function tableOf(rows: readonly Compared[]): SetFigures['confusion'] {
  const cells = Map.groupBy(rows, ({ people, judge }) => JSON.stringify([people, judge]));
  return [...cells.values()].map((own) => ({ people: own[0]!.people, judge: own[0]!.judge, n: own.length }));
}

/** Verdicts for what stood first, of those for a side. */
export function firstSlotOf(run: Run | undefined): readonly [number, number] {
  const [given, swapped] = bothOf(run);
  const sided = [given, swapped].filter((said) => said === 'first' || said === 'second').length;
  return [Number(given === 'first') + Number(swapped === 'second'), sided];
}

/** How far a first-slot rate is from one half. It is at least 0, so its interval is where the rate's is. */
function biasOf({ value, low, high, n }: Figure): Figure {
  if (value === null) return { value, low: null, high: null, n };
  const far = (rate: number) => Math.abs(rate - 0.5);
  if (low === null || high === null) return { value: far(value), low: null, high: null, n };
  const least = low <= 0.5 && high >= 0.5 ? 0 : Math.min(far(low), far(high));
  return { value: far(value), low: least, high: Math.max(far(low), far(high)), n };
}

function parsedOf(runs: readonly Run[]): readonly [number, number] {
  const asked = runs.flatMap(({ given, swapped }) => [given, swapped]).filter((said) => said !== null);
  return [asked.filter((said) => said !== 'invalid').length, asked.length];
}

/** Agreement of runs with each other, as of raters: a pair in one order is an item. */
function retestOf(rows: readonly Row[]): Figure {
  const study = toStudy(
    rows.flatMap((row) =>
      row.runs.flatMap((run) =>
        bothOf(run).flatMap((label, at): Rating[] =>
          label === null
            ? []
            : [{ item: `${keyOf(row)} ${at}`, cluster: row.cluster, rater: `${run.run}`, kind: 'human', label }],
        ),
      ),
    ),
  );
  return estimate(rawAgreement(study), study.items, INTERVALS);
}
