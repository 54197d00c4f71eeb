import { seeded } from '../../../src/seeded.ts';
import type { Verdict } from '../../../src/terms.ts';
import type {
  Comparison,
  NextComparison,
  Pick,
  Tournament,
  TournamentState,
} from '../../../src/tournament/tournament.ts';

export interface Drive {
  n: number;
  seed?: string;
  effort?: TournamentState['effort'];
  parallel?: number;
  maxComparisons?: number;
  greedy?: boolean;
  arrived?: number[];
  /** Slots that arrive or fail (`gone`) during the tournament, in this order. */
  late?: { slot: number; gone: boolean }[];
  /** Seed that chooses the next event. Default: the oldest comparison ends first. */
  chance?: string;
  /** One of this many events drops all comparisons in flight, as a crash does. Default: never. */
  crashes?: number;
  verdict: (next: NextComparison, sample: number) => Verdict;
}

export interface Driven {
  pick: Pick;
  states: TournamentState[];
  state: TournamentState;
  /** All started comparisons, including those lost in a crash. */
  started: number;
  mostInFlight: number;
}

const MOST_EVENTS = 5_000;

/** Plays a whole tournament and checks every step against the rules. */
export function drive(tournament: Tournament, options: Drive): Driven {
  const { n, parallel = 4 } = options;
  const chance = options.chance === undefined ? null : seeded(options.chance, 'drive');
  const late = [...(options.late ?? [])];
  const lateSlots = new Set(late.map(({ slot }) => slot));
  let state: TournamentState = {
    n,
    seed: options.seed ?? '1',
    effort: options.effort ?? 'standard',
    parallel,
    arrived: options.arrived ?? Array.from({ length: n }, (_, slot) => slot).filter((slot) => !lateSlots.has(slot)),
    gone: [],
    comparisons: [],
    ...(options.maxComparisons === undefined ? {} : { maxComparisons: options.maxComparisons }),
    ...(options.greedy === undefined ? {} : { greedy: options.greedy }),
  };
  const states: TournamentState[] = [];
  let lastId = 0;
  let started = 0;
  let mostInFlight = 0;

  for (let event = 0; event < MOST_EVENTS; event++) {
    states.push(state);
    const step = tournament.next(state);
    const flyingBefore = state.comparisons.filter(({ verdict }) => verdict === null);
    for (const id of step.cancel) {
      if (!flyingBefore.some((comparison) => comparison.id === id))
        throw new Error(`cancelled ${id}, which is not in flight`);
    }
    if (step.pick) {
      if (step.compare.length > 0) throw new Error('compares on behind its pick');
      checkPick(step.pick, state);
      return { pick: step.pick, states, state, started, mostInFlight };
    }
    const cancelled = new Set(step.cancel);
    const comparisons: Comparison[] = state.comparisons.filter(({ id }) => !cancelled.has(id));
    for (const next of step.compare) {
      checkNext(next, state);
      comparisons.push({ ...next, id: ++lastId, verdict: null });
      started++;
    }
    if (state.comparisons.length + step.compare.length > (options.maxComparisons ?? Number.POSITIVE_INFINITY)) {
      throw new Error('more comparisons than allowed');
    }
    const flying = comparisons.filter(({ verdict }) => verdict === null);
    if (step.compare.length > 0 && flyingBefore.length + step.compare.length > parallel)
      throw new Error('too many in flight');
    mostInFlight = Math.max(mostInFlight, flying.length);
    state = { ...state, comparisons };

    if (flying.length === 0 && late.length === 0)
      throw new Error('hangs: nothing in flight, nobody to come, and no pick');
    if (chance && options.crashes && chance.below(options.crashes) === 0 && flying.length > 0) {
      state = { ...state, comparisons: comparisons.filter(({ verdict }) => verdict !== null) };
      continue;
    }
    if (late.length > 0 && (flying.length === 0 || (chance && chance.below(3) === 0))) {
      const [next] = late.splice(0, 1) as [{ slot: number; gone: boolean }];
      state = next.gone
        ? { ...state, gone: [...state.gone, next.slot] }
        : { ...state, arrived: [...state.arrived, next.slot] };
      continue;
    }
    const done = flying[chance ? chance.below(flying.length) : 0] as Comparison;
    const sample = comparisons.filter(
      (c) => c.id < done.id && c.first === done.first && c.second === done.second,
    ).length;
    const verdict = options.verdict(done, sample);
    state = { ...state, comparisons: comparisons.map((c) => (c.id === done.id ? { ...c, verdict } : c)) };
  }
  throw new Error('hangs: no pick after very many events');
}

function checkNext({ first, second, tier }: NextComparison, { arrived, gone }: TournamentState): void {
  if (first === second) throw new Error('compares a candidate with itself');
  for (const slot of [first, second]) {
    if (!arrived.includes(slot) || gone.includes(slot)) throw new Error(`compares ${slot}, which is not there`);
  }
  if (![0, 1, 2].includes(tier)) throw new Error(`unknown tier ${tier}`);
}

export function checkPick(pick: Pick, { n, arrived, gone }: TournamentState): void {
  const there = arrived.filter((slot) => !gone.includes(slot));
  if (!there.includes(pick.slot)) throw new Error(`picked ${pick.slot}, which is not there`);
  if (pick.standings[0] !== pick.slot) throw new Error('the pick does not lead the standings');
  if ([...pick.standings].sort().join() !== [...there].sort().join()) throw new Error('standings are not who arrived');
  if (pick.pBest.length !== n) throw new Error('pBest has another length');
  const sum = pick.pBest.reduce((total, p) => total + p, 0);
  if (!(Math.abs(sum - 1) < 1e-9) || pick.pBest.some((p) => !(p >= 0 && p <= 1)))
    throw new Error(`pBest sums to ${sum}`);
  if (pick.pBest.some((p, slot) => p > 0 && !there.includes(slot)))
    throw new Error('pBest for a slot that never arrived');
}
