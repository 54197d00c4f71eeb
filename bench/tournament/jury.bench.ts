import { parseArgs } from 'node:util';
import { type Effort, efforts, type JuryRule, juryRules } from '../../src/terms.ts';
import { openTournament } from '../../src/tournament/open-tournament.ts';
import type { Tournament, TournamentState } from '../../src/tournament/tournament.ts';
import { print } from '../support/figures.ts';
import { readContests } from './recorded/contest.ts';
import { replay } from './recorded/replay.ts';
import { peopleOf } from './recorded/score.ts';

/**
 * npm run bench -- jury FILE… [--seeds 4] [--efforts standard] [--sizes 2] [--rules round-robin,escalate]
 * [--tournament adaptive] [--unaware]: plays juries of recorded judges beside each of their judges alone, and
 * scores the picks by people's votes. One JSON line for each judge and jury: the share of people's votes, and
 * the calls. Differences are from the jury's best judge, which is chosen in hindsight by these votes; from
 * the mean of its judges; and from its first judge. They are paired, with intervals over questions. Then the
 * same for the mean of all juries. With --unaware the tournament takes a jury for one judge.
 */
const { values, positionals } = parseArgs({
  options: {
    seeds: { type: 'string', default: '4' },
    efforts: { type: 'string', default: 'standard' },
    sizes: { type: 'string', default: '2' },
    rules: { type: 'string', default: juryRules.join(',') },
    tournament: { type: 'string', default: 'adaptive' },
    unaware: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
if (positionals.length === 0) throw new RangeError('Name a file of recorded verdicts; bench/README.md says which.');

const wanted = values.efforts.split(',');
if (!wanted.every((one): one is Effort => efforts.some((effort) => effort === one)))
  throw new RangeError(`--efforts takes ${efforts.join(', ')}, separated by commas.`);
const opened = openTournament(values.tournament);
const asOne = ({ jury: _, comparisons, ...state }: TournamentState): TournamentState => ({
  ...state,
  comparisons: comparisons.map(({ juror: _juror, ...comparison }) => comparison),
});
const tournament: Tournament = values.unaware
  ? { ...opened, next: (state) => opened.next(asOne(state)), best: (state) => opened.best(asOne(state)) }
  : opened;

const contests = readContests(positionals);
const judges = [...new Set(contests.map(({ judge }) => judge))];
/** Questions that every judge judged. */
const questions = [...Map.groupBy(contests, ({ question }) => question).values()].filter(
  (all) => all.length === judges.length,
);
const mean = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0) / of.length;
const round = (value: number, digits = 4) => Number(value.toFixed(digits));

/** By question, in their order. */
interface Played {
  people: number[];
  calls: number[];
  /** Mean calls of each juror. */
  callsOf: number[];
}

for (const effort of wanted) {
  const alone = new Map(judges.map((judge) => [judge, played([judge], null, effort)]));
  for (const [judge, { people, calls }] of alone)
    print({ ...named(effort), rule: 'alone', jury: judge, people: round(mean(people)), calls: round(mean(calls), 1) });
  for (const size of values.sizes.split(',').map(Number))
    for (const rule of values.rules.split(',') as JuryRule[]) playAll(size, rule, effort, alone);
}

function named(effort: Effort) {
  return { bench: 'jury', tournament: values.tournament, effort };
}

function playAll(size: number, rule: JuryRule, effort: Effort, alone: ReadonlyMap<string, Played>): void {
  const called = values.unaware ? `${rule}, taken for one judge` : rule;
  const juries = rule === 'escalate' ? arrangements(judges, size) : combinations(judges, size);
  const all = juries.map((members) => {
    const own = played(members, rule, effort);
    const each = members.map((member) => alone.get(member)!);
    const best = each.reduce((a, b) => (mean(a.people) >= mean(b.people) ? a : b));
    const over = (others: readonly Played[]) =>
      own.people.map((share, i) => share - mean(others.map(({ people }) => people[i]!)));
    return { members, own, overBest: over([best]), overMean: over(each), overFirst: over(each.slice(0, 1)) };
  });
  for (const { members, own, ...over } of all)
    print({
      ...{ ...named(effort), rule: called, jury: members.join(rule === 'escalate' ? ' → ' : ' + ') },
      ...{ people: round(mean(own.people)), calls: round(mean(own.calls), 1) },
      callsOfEach: own.callsOf.map((calls) => round(calls, 1)).join(' + '),
      ...intervals(over),
    });
  const meanOf = (of: 'overBest' | 'overMean' | 'overFirst') =>
    questions.map((_, i) => mean(all.map((one) => one[of][i]!)));
  print({
    ...{ ...named(effort), rule: called, jury: `all ${juries.length} of ${size}` },
    people: round(mean(all.map(({ own }) => mean(own.people)))),
    calls: round(mean(all.map(({ own }) => mean(own.calls))), 1),
    callsOfEach: Array.from({ length: size }, (_, at) => round(mean(all.map(({ own }) => own.callsOf[at]!)), 1)).join(
      ' + ',
    ),
    ...intervals({ overBest: meanOf('overBest'), overMean: meanOf('overMean'), overFirst: meanOf('overFirst') }),
  });
}

/** @param rule null: one judge */
function played(members: readonly string[], rule: JuryRule | null, effort: Effort): Played {
  const plays = questions.map((all) => {
    const own = members.map((member) => all.find(({ judge }) => judge === member)!);
    const [first] = own as [(typeof own)[number]];
    const people = peopleOf(first);
    const jury = rule === null ? undefined : { rule, contests: own };
    const each = Array.from({ length: Number(values.seeds) }, (_, key) => replay(first, tournament, effort, key, jury));
    return {
      people: mean(each.map(({ pick }) => people[pick.slot]!)),
      calls: mean(each.map(({ calls }) => calls)),
      callsOf: members.map((_, place) => mean(each.map(({ callsOf }) => callsOf[place]!))),
    };
  });
  return {
    people: plays.map(({ people }) => people),
    calls: plays.map(({ calls }) => calls),
    callsOf: members.map((_, place) => mean(plays.map(({ callsOf }) => callsOf[place]!))),
  };
}

/** Paired 95 % intervals: questions are what varies. */
function intervals(differences: Readonly<Record<string, readonly number[]>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(differences).flatMap(([name, of]) => {
      const difference = mean(of);
      const error = Math.sqrt(mean(of.map((one) => (one - difference) ** 2)) / (of.length - 1));
      return [
        [name, round(difference)],
        [`${name}Low`, round(difference - 1.96 * error)],
        [`${name}High`, round(difference + 1.96 * error)],
      ];
    }),
  );
}

function arrangements<T>(of: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return of.flatMap((one) =>
    arrangements(
      of.filter((other) => other !== one),
      size - 1,
    ).map((rest) => [one, ...rest]),
  );
}

function combinations<T>(of: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return of.flatMap((one, at) => combinations(of.slice(at + 1), size - 1).map((rest) => [one, ...rest]));
}
