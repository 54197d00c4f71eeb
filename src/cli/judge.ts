import { type Command, Option } from 'commander';
import { z } from 'zod';
import { aboutScores, pairsOfScores } from '../research/by-construction.ts';
import { countedCall } from '../research/calls-summary.ts';
import { type JudgedPair, summarise } from '../research/judge-summary.ts';
import { play } from '../research/play.ts';
import { clusterFor } from '../research/row-clusters.ts';
import { SaidError } from '../said-error.ts';
import { openTournament, specFor } from '../tournament/open-tournament.ts';
import { named } from './commands.ts';
import { rowId } from './ids-in.ts';
import { readLines } from './json-lines.ts';
import { judgeFrom } from './judge-from.ts';
import { type JudgeFlags, withJudgeOptions } from './judge-options.ts';
import { patientJudge } from './patient-judge.ts';
import { promptField, turnsField, withTurns } from './prompt-field.ts';
import { wholeNumber } from './whole-number.ts';
import { workThrough } from './work-through.ts';

const pairRow = z.preprocess(
  withTurns,
  z.object({
    id: rowId,
    prompt: promptField,
    turns: turnsField,
    first: z.string(),
    second: z.string(),
    cluster: rowId.nullish(),
    label: z.enum(['first', 'second']).optional(),
    category: z.string().optional(),
  }),
);

interface Flags extends JudgeFlags {
  orders?: 'one' | 'both';
  votes?: number;
}

/** A pair is a tournament of two: `adaptive`, unless the flags ask for one of the paper's. */
const tournamentFor = ({ orders, votes }: Flags): string =>
  votes !== undefined
    ? `knockout:voting:${votes}`
    : orders === 'one'
      ? 'knockout'
      : orders === 'both'
        ? 'knockout:both'
        : 'adaptive';

export const judgeCommand = (): Command =>
  withJudgeOptions(named('judge'))
    .addOption(
      new Option('--orders <orders>', 'ask in one order, or in both and a third time if the verdict flips')
        .choices(['one', 'both'])
        .conflicts('votes'),
    )
    .option('--votes <k>', 'ask k times in alternating orders and take the majority', wholeNumber(1, 31))
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s tribunal -- judge --in examples/pairs.jsonl --out verdicts.jsonl --orders both --model hf:RRM-7B@http://127.0.0.1:8000/v1',
    )
    .action(async (flags: Flags) => {
      const judge = patientJudge(judgeFrom(flags), flags.wait * 60_000);
      const { givesScores = false } = judge;
      if (givesScores && (flags.orders ?? flags.votes) !== undefined)
        throw new SaidError(
          'A reward model scores each reply by itself, once: there is no order and no vote. Leave out --orders and --votes.',
        );
      const tournament = openTournament(specFor(tournamentFor(flags), givesScores));
      await workThrough(flags, pairRow, 'pairs judged', async (row) => {
        const { pick, comparisons } = await play(tournament, judge, {
          prompt: row.prompt,
          turns: row.turns,
          candidates: [row.first, row.second],
          seed: `${row.id}`,
          effort: flags.effort,
          parallel: 2,
        });
        const verdict = !pick.judged ? 'invalid' : pick.slot === 0 ? 'first' : 'second';
        return {
          id: row.id,
          cluster: clusterFor(row),
          verdict,
          ...(row.label ? { label: row.label } : {}),
          ...(row.category ? { category: row.category } : {}),
          confidence: pick.pBest[pick.slot] ?? 0,
          comparisons: comparisons.map(({ first, tier, judgement }) => ({
            order: first === 0 ? ('given' as const) : ('swapped' as const),
            tier,
            ...judgement,
          })),
        } satisfies JudgedPair;
      });
      const rows: JudgedPair[] = [];
      // This command wrote the file itself.
      for await (const row of readLines(flags.out, z.custom<JudgedPair>()))
        rows.push({
          ...row,
          comparisons: row.comparisons.map(countedCall),
        });
      const summary = summarise(rows);
      const said = givesScores ? aboutScores(pairsOfScores(summary)) : summary;
      process.stdout.write(`${JSON.stringify(said, null, 2)}\n`);
    });
