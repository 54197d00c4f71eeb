import type { Command } from 'commander';
import { z } from 'zod';
import type { Judge, Judgement } from '../judge/judge.ts';
import { aboutScores, callsOfScores } from '../research/by-construction.ts';
import { type CountedCall, countedCall, summariseCalls } from '../research/calls-summary.ts';
import { play } from '../research/play.ts';
import { type ClusteredRow, clusterFor, clusterOf, inClusters } from '../research/row-clusters.ts';
import { SaidError } from '../said-error.ts';
import { CANDIDATES } from '../terms.ts';
import { openTournament, specFor } from '../tournament/open-tournament.ts';
import type { Tournament } from '../tournament/tournament.ts';
import { named } from './commands.ts';
import { rowId } from './ids-in.ts';
import { readLines } from './json-lines.ts';
import { judgeFrom } from './judge-from.ts';
import { type JudgeFlags, withJudgeOptions } from './judge-options.ts';
import { patientJudge } from './patient-judge.ts';
import { promptField, turnsField, withTurns } from './prompt-field.ts';
import { wholeNumber } from './whole-number.ts';
import { workThrough } from './work-through.ts';

const contestRow = z.preprocess(
  withTurns,
  z.object({
    id: rowId,
    cluster: rowId.nullish(),
    prompt: promptField,
    turns: turnsField,
    candidates: z.array(z.string()).min(CANDIDATES.least).max(CANDIDATES.most),
  }),
);

/**
 * The tournament for a judge. One that gives scores has one of its own.
 * @throws {SaidError} where another one was asked for by name
 */
function tournamentOf(spec: string, { givesScores = false }: Judge, isAsked: boolean): Tournament {
  const tournament = openTournament(spec);
  if (!isAsked || givesScores === (tournament.byScores ?? false)) return openTournament(specFor(spec, givesScores));
  throw new SaidError(
    givesScores
      ? 'A reward model scores each reply by itself, once: it is asked in the tournament `scores`. Leave out --tournament.'
      : 'The tournament `scores` is for reward models, which give scores. Choose adaptive, knockout or elo.',
  );
}

interface Flags extends JudgeFlags {
  tournament: string;
  parallel: number;
}

export const pickCommand = (): Command =>
  withJudgeOptions(named('pick'))
    .option('--tournament <name>', 'adaptive, knockout, knockout:both, elo, …', 'adaptive')
    .option('--parallel <n>', 'how many comparisons of one row to make at once', wholeNumber(1, 32), 4)
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s tribunal -- pick --in examples/prompts.jsonl --out picks.jsonl --tournament adaptive --effort deep',
    )
    .action(async (flags: Flags, command: Command) => {
      const judge = patientJudge(judgeFrom(flags), flags.wait * 60_000);
      const tournament = tournamentOf(flags.tournament, judge, command.getOptionValueSource('tournament') === 'cli');
      await workThrough(flags, contestRow, 'rows picked', async (row) => {
        const { effort, parallel } = flags;
        const { pick, comparisons } = await play(tournament, judge, {
          prompt: row.prompt,
          turns: row.turns,
          candidates: row.candidates,
          seed: `${row.id}`,
          effort,
          parallel,
        });
        const { slot, ...more } = pick;
        return { id: row.id, cluster: clusterFor(row), pick: slot, ...more, comparisons };
      });
      const rows: (ClusteredRow & { calls: CountedCall[] })[] = [];
      for await (const { id, cluster, comparisons } of readLines(
        flags.out,
        z.custom<ClusteredRow & { comparisons: { first: number; second: number; judgement: Judgement }[] }>(),
      ))
        rows.push({
          id,
          ...(cluster === undefined ? {} : { cluster }),
          calls: comparisons.map(({ first, second, judgement }) =>
            countedCall({ order: `${first},${second}`, ...judgement }),
          ),
        });
      const calls = summariseCalls(
        rows.map((row) => row.calls),
        rows.map(clusterOf),
      );
      const summary = { rows: rows.length, ...inClusters(rows), ...calls };
      const said = judge.givesScores ? aboutScores(callsOfScores(summary)) : summary;
      process.stdout.write(`${JSON.stringify(said, null, 2)}\n`);
    });
