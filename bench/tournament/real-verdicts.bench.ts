import { parseArgs } from 'node:util';
import type { Effort } from '../../src/terms.ts';
import { openTournament } from '../../src/tournament/open-tournament.ts';
import { print } from '../support/figures.ts';
import { bothOrders } from './both-orders.ts';
import { type Contest, readContests } from './recorded/contest.ts';
import { replay } from './recorded/replay.ts';
import { majority, peopleOf, tableOf } from './recorded/score.ts';

/**
 * npm run bench -- real-verdicts FILE… [--seeds 4] [--rules "knockout,adaptive quick"]: plays every rule on
 * verdicts that real judges gave, and scores the picks by people's votes and by the judge's own table. One
 * JSON line for each judge and rule. Differences are from the round robin in both orders, question by
 * question. Then, for each rule, how often a majority of people preferred the pick to another answer, against
 * the stated probability.
 */
const { values, positionals } = parseArgs({
  options: {
    seeds: { type: 'string', default: '4' },
    rules: {
      type: 'string',
      default: ['knockout', 'knockout:both', 'elo', 'both-orders', 'adaptive@1', 'adaptive@2']
        .flatMap((rule) =>
          rule.startsWith('adaptive') ? ['quick', 'standard', 'deep'].map((e) => `${rule} ${e}`) : [rule],
        )
        .join(','),
    },
  },
  allowPositionals: true,
});
if (positionals.length === 0) throw new RangeError('Name a file of recorded verdicts; bench/README.md says which.');

const SEEDS = Number(values.seeds);
const contests = readContests(positionals);
const judges = [...new Set(contests.map(({ judge }) => judge))];
const round = (value: number) => Number(value.toFixed(4));
const mean = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0) / of.length;

interface Row {
  judge: string;
  question: string;
  people: number;
  regret: number;
  calls: number;
  /** The stated probabilities that people prefer the pick to another, and whether their majority did. */
  forecasts: { stated: number; came: 0 | 1 }[];
}

const rows = new Map<string, Row[]>();
for (const name of new Set(['both-orders', ...values.rules.split(',')])) {
  const [kind = '', effort = 'standard'] = name.split(' ');
  const tournament = kind === 'both-orders' ? bothOrders : openTournament(kind);
  const played = contests.map((contest) => rowOf(contest, (key) => replay(contest, tournament, effort as Effort, key)));
  rows.set(name, played);
  for (const judge of judges) report(judge, name, (row) => row.judge === judge);
  if (judges.length > 1) report('all', name, () => true);
  calibrate(name, played);
}

function rowOf(contest: Contest, play: (key: number) => ReturnType<typeof replay>): Row {
  const people = peopleOf(contest);
  const table = tableOf(contest);
  const best = Math.max(...table);
  const all = Array.from({ length: SEEDS }, (_, key) => play(key));
  return {
    judge: contest.judge,
    question: contest.question,
    people: mean(all.map(({ pick }) => people[pick.slot]!)),
    regret: mean(all.map(({ pick }) => best - table[pick.slot]!)),
    calls: mean(all.map(({ calls }) => calls)),
    forecasts: all.flatMap(({ pick }) =>
      pick.pBeats.flatMap((stated, slot) => {
        const came = slot === pick.slot ? null : majority(contest, pick.slot, slot);
        return came === null ? [] : [{ stated, came }];
      }),
    ),
  };
}

/** A paired interval: questions are what varies, and all judges of one question go together. */
function report(judge: string, rule: string, isOf: (row: Row) => boolean): void {
  const of = rows.get(rule)!.filter(isOf);
  const base = rows.get('both-orders')!.filter(isOf);
  const differences = [
    ...Map.groupBy(
      of.map((row, i) => ({ row, other: base[i]! })),
      ({ row }) => row.question,
    ).values(),
  ].map((group) => mean(group.map(({ row, other }) => row.people - other.people)));
  const difference = mean(differences);
  const error = Math.sqrt(mean(differences.map((one) => (one - difference) ** 2)) / (differences.length - 1));
  print({
    bench: 'real-verdicts',
    judge,
    rule,
    questions: differences.length,
    people: round(mean(of.map(({ people }) => people))),
    overBothOrders: round(difference),
    low: round(difference - 1.96 * error),
    high: round(difference + 1.96 * error),
    regretOfTable: round(mean(of.map(({ regret }) => regret))),
    calls: Number(mean(of.map(({ calls }) => calls)).toFixed(2)),
    shareOfBothOrders: Number((mean(of.map(({ calls }) => calls)) / mean(base.map(({ calls }) => calls))).toFixed(2)),
  });
}

function calibrate(rule: string, of: readonly Row[]): void {
  const forecasts = of.flatMap((row) => row.forecasts);
  if (forecasts.length === 0) return;
  const came = mean(forecasts.map((one) => one.came));
  const bins = Map.groupBy(forecasts, ({ stated }) => Math.min(9, Math.floor(stated * 10)) / 10);
  for (const [from, bin] of [...bins].sort(([a], [b]) => a - b))
    print({
      ...{ bench: 'calibration', rule, from, pairs: bin.length },
      stated: round(mean(bin.map(({ stated }) => stated))),
      came: round(mean(bin.map((one) => one.came))),
    });
  print({
    ...{ bench: 'calibration', rule, pairs: forecasts.length },
    brier: round(mean(forecasts.map((one) => (one.stated - one.came) ** 2))),
    brierOfBaseRate: round(came * (1 - came)),
  });
}
