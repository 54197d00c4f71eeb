import { appendFile } from 'node:fs/promises';
import { Command } from 'commander';
import { z } from 'zod';
import { play } from '../research/play.ts';
import { openTournament } from '../tournament/open-tournament.ts';
import { idsIn } from './ids-in.ts';
import { forEachAtOnce, openProgress, readLines } from './json-lines.ts';
import { type JudgeFlags, judgeFrom, wholeNumber, withJudgeOptions } from './judge-options.ts';
import { promptField } from './prompt-field.ts';

const contestRow = z.object({
  id: z.union([z.string(), z.number()]),
  prompt: promptField,
  candidates: z.array(z.string()).min(2).max(16),
});

interface Flags extends JudgeFlags {
  tournament: string;
  parallel: number;
}

export const pickCommand = (): Command =>
  withJudgeOptions(new Command('pick'))
    .description('Best of n for a file: rows {"id","prompt","candidates":[…]} with 2 to 16 candidates each')
    .option('--tournament <name>', 'adaptive, knockout, knockout:both, elo, …', 'adaptive')
    .option('--parallel <n>', 'comparisons of one row at once', wholeNumber(1, 32), 4)
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s tribunal -- pick --in examples/prompts.jsonl --out picks.jsonl --tournament adaptive --effort deep',
    )
    .action(async (flags: Flags) => {
      const tournament = openTournament(flags.tournament);
      const judge = judgeFrom(flags);
      const done = await idsIn(flags.out);
      const progress = openProgress('rows picked');
      await forEachAtOnce(readLines(flags.in, contestRow), flags.concurrency, async (row) => {
        if (done.has(row.id)) return;
        const { effort, parallel } = flags;
        const { pick, comparisons } = await play(tournament, judge, {
          prompt: row.prompt,
          candidates: row.candidates,
          seed: `${row.id}`,
          effort,
          parallel,
        });
        const { slot, ...more } = pick;
        await appendFile(flags.out, `${JSON.stringify({ id: row.id, pick: slot, ...more, comparisons })}\n`);
        progress.step();
      });
      progress.end();
    });
