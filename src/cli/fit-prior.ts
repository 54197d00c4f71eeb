import type { Command } from 'commander';
import { loadEnvFile, readPriorPool } from '../config.ts';
import { fittedPriors, type JudgePrior } from '../research/fitted-priors.ts';
import { SaidError } from '../said-error.ts';
import { LEAST_ASKS } from '../tournament/fit-prior.ts';
import { PRIOR, type Prior, priorKeys, writePrior } from '../tournament/prior.ts';
import { named } from './commands.ts';
import { serverId } from './scope-options.ts';
import { wholeNumber } from './whole-number.ts';
import { withDatabase } from './with-database.ts';

export interface FitFlags {
  asks: number;
  server?: string;
  take?: true;
  json?: true;
}

export const priorNames: Readonly<Record<keyof Prior, string>> = {
  strength: 'how far apart candidates are',
  pairError: "the judge's errors about a pair",
  orderError: 'its errors about a pair in one order',
  firstSlot: 'its preference for one slot',
  again: 'what of them more thought leaves',
};

export const fitPriorCommand = (): Command =>
  named('fit-prior')
    .option('--asks <n>', 'how many of the newest questions to use', wholeNumber(1, 100_000), 1000)
    .option('--server <id>', 'fit to this server’s older questions, and try the prior on its newer ones', serverId)
    .option('--take', 'let the server use the prior from now on, if the trial says that it pays')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  npm run -s tribunal -- fit-prior --asks 500\n  npm run -s tribunal -- fit-prior --server 123456789012345678',
    )
    .action(async ({ asks, server, take, json }: FitFlags) => {
      if (take && server === undefined)
        throw new SaidError(
          'Say which server is to use the prior: --server ID. For all servers at once, set TOURNAMENT.',
        );
      loadEnvFile();
      if (server !== undefined) {
        const pool = readPriorPool();
        const { fitOnServer } = await import('./fit-prior/on-server.ts');
        return withDatabase((database) => fitOnServer(database, pool, { asks, server, take, json }));
      }
      const { verdictsOfNewestAsks } = await import('../../db/repo/judged-asks.ts');
      const priors = await withDatabase(async ({ db }) => fittedPriors(await verdictsOfNewestAsks(db, asks)));
      if (!priors.some(({ fitted }) => fitted)) process.exitCode = 1;
      process.stdout.write(json ? `${JSON.stringify(priors, null, 2)}\n` : priorsInWords(priors));
    });

/** The fitted priors as text for a terminal. */
export function priorsInWords(priors: readonly JudgePrior[]): string {
  if (priors.length === 0) return 'There are no verdicts yet: ask something first.\n';
  return `${priors.map(judgeInWords).join('\n\n')}\n`;
}

function judgeInWords({ judge, asks, verdicts, simulated, fitted }: JudgePrior): string {
  const played =
    simulated > 0 ? ` Simulated: ${simulated} of them come from a playground, and fit nothing but its judge.` : '';
  const title = `${judge}: ${verdicts} valid verdicts in ${asks} questions.${played}`;
  if (!fitted) return `${title}\nNot enough data: ${LEAST_ASKS} questions with a verdict are needed at least.`;
  const rows = priorKeys.map((key) => {
    const [low, high] = fitted.intervals[key].map((value) => value.toFixed(2));
    return `  ${priorNames[key].padEnd(34)} ${fitted.prior[key].toFixed(2)}  [${low}, ${high}]   default ${PRIOR[key]}`;
  });
  const verdict = fitted.differs
    ? `It foretells questions that it was not fitted to better than the default does. To use it for new ones, set TOURNAMENT=adaptive:${writePrior(fitted.prior)}`
    : 'It does not foretell questions that it was not fitted to better than the default does: leave TOURNAMENT as it is.';
  const { gain, error } = fitted.heldOut;
  const heldOut = `Gain on the other half of the questions: ${gain.toFixed(3)} nats a question, standard error ${error.toFixed(3)}.`;
  return [title, "In units of one call's noise, with 95 % intervals:", ...rows, heldOut, verdict].join('\n');
}
