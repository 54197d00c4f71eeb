import type { Command } from 'commander';
import { loadEnvFile } from '../config.ts';
import { rulesVersionsIn, withoutRules } from '../model-name.ts';
import type { Rejudged, RejudgeEnd, RejudgeResult } from '../research/rejudge/judge-all.ts';
import { named } from './commands.ts';
import { dollars, UNKNOWN_PRICE } from './dollars.ts';
import { oneJudgeFrom } from './judge-from.ts';
import { openCount } from './progress.ts';
import { type ScopeFlags, scopeOf, withScopeOptions } from './scope-options.ts';
import { wholeNumber } from './whole-number.ts';
import { withDatabase } from './with-database.ts';

interface Flags extends ScopeFlags {
  judge: string;
  limit?: number;
  budgetUsd?: number;
  budgetTokens?: number;
  parallel: number;
}

export const rejudgeCommand = (): Command =>
  withScopeOptions(named('rejudge'))
    .requiredOption('--judge <model>', 'the judge, vendor:model[@where]; its vendor receives the questions and replies')
    .option('--limit <n>', 'the most comparisons to judge', wholeNumber(1, 100_000_000))
    .option('--budget-usd <amount>', 'the most US dollars to spend in this run', dollars)
    .option('--budget-tokens <n>', 'the most tokens to spend in this run, in and out', wholeNumber(1, 1e12))
    .option('--parallel <n>', 'how many comparisons to judge at once', wholeNumber(1, 256), 8)
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s tribunal -- rejudge --judge hf:RRM-32B@http://127.0.0.1:8000/v1 --since 2026-05-01 --limit 500',
    )
    .action(async (flags: Flags) => {
      loadEnvFile();
      // What is wrong with the name or the settings is said before a database is started.
      oneJudgeFrom({ model: withoutRules(flags.judge) });
      const [{ judgeRulesOf }, { rejudge }, { summariseShadow }] = await Promise.all([
        import('../../db/repo/judge-rules.ts'),
        import('../research/rejudge/run.ts'),
        import('../research/rejudge/summary.ts'),
      ]);
      const stop = new AbortController();
      const onSignal = () => {
        if (stop.signal.aborted) process.exit(130);
        console.error('\nStopping: what is under way is finished and kept. Press again to end at once.');
        stop.abort();
      };
      process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
      const progress = openCount('');
      await withDatabase(async (database) => {
        const scope = scopeOf(flags);
        const rules = await judgeRulesOf(database.db, rulesVersionsIn(flags.judge));
        const judge = oneJudgeFrom({ model: flags.judge }, rules);
        const result = await rejudge(database, {
          judge,
          scope,
          budget: { tokens: flags.budgetTokens ?? null, usd: flags.budgetUsd ?? null },
          limit: flags.limit ?? null,
          parallel: flags.parallel,
          now: () => new Date(),
          signal: stop.signal,
          onProgress: (so) => progress.show(inWords(so)),
        }).finally(progress.end);
        console.error(`${inWords(result)}. ${endingOf(result)}`);
        for (const line of reasonsOf(result)) console.error(line);
        process.exitCode = exitCodeOf(result);
        const summary = await summariseShadow(database.db, scope, judge.model);
        process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
      });
    });

const endings: Record<RejudgeEnd, string> = {
  done: 'Nothing is left to judge.',
  limit: 'The limit is reached. Run it again to go on.',
  spent: 'The budget is spent. Run it again to go on.',
  'unknown-price': UNKNOWN_PRICE,
  stopped: 'Stopped. Run it again to go on.',
  'judge-unavailable': 'The judge cannot be asked. Nothing is lost: run it again when it can.',
};

/** The exit code: 130, as after a signal, when the run was stopped; 1 when something is left undone. */
export function exitCodeOf({ end, failed }: Pick<RejudgeResult, 'end' | 'failed'>): number {
  if (end === 'stopped') return 130;
  return failed > 0 || end === 'judge-unavailable' || end === 'unknown-price' ? 1 : 0;
}

const endingOf = ({ end, failed }: RejudgeResult): string =>
  end === 'done' && failed > 0 ? 'Run it again to try those that failed.' : endings[end];

const NAMED = 3;

/** The most frequent reasons of failures, a line each. */
function reasonsOf({ reasons }: RejudgeResult): string[] {
  const all = [...reasons].toSorted(([, a], [, b]) => b - a);
  const lines = all.slice(0, NAMED).map(([reason, n]) => `  ${n} × ${reason}`);
  const more = all.length > NAMED ? [`  and ${all.length - NAMED} other reasons`] : [];
  return lines.length > 0 ? ['Why they failed:', ...lines, ...more] : [];
}

function inWords({ judged, failed, tokens, usd, unpriced }: Rejudged): string {
  const money = unpriced > 0 ? '' : `, $${usd.toFixed(4)}`;
  return `${judged} comparisons judged, ${failed} failed, ${tokens} tokens${money}`;
}
