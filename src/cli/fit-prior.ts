import type { Command } from 'commander';
import { loadEnvFile, readTournamentConfig } from '../config.ts';
import { fittedPriors, type JudgePrior } from '../research/fitted-priors.ts';
import { SaidError } from '../said-error.ts';
import { type FittedPrior, LEAST_ASKS } from '../tournament/fit-prior.ts';
import { PRIOR, type Prior, priorKeys, writePrior } from '../tournament/prior.ts';
import { named } from './commands.ts';
import { serverId } from './scope-options.ts';
import { wholeNumber } from './whole-number.ts';
import { withDatabase } from './with-database.ts';

const names: Readonly<Record<keyof Prior, string>> = {
  strength: 'how far apart candidates are',
  pairError: "the judge's errors about a pair",
  orderError: 'its errors about a pair in one order',
  firstSlot: 'its preference for one slot',
  again: 'what of them more thought leaves',
};

export interface FitPriorFlags {
  asks: number;
  server?: string;
  take?: true;
  json?: true;
}

export const fitPriorCommand = (): Command =>
  named('fit-prior')
    .option('--asks <n>', 'how many of the newest questions to use', wholeNumber(1, 100_000), 1000)
    .option('--server <id>', 'a server’s Discord id: what there is for a trial of a prior of its own', serverId)
    .option('--take', 'with --server: try the prior on questions that it was not fitted to; take it if it pays')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nEach question serves for one trial. `tribunal promote --server ID --back tournament` undoes the taking.\n\nExamples:\n  npm run -s tribunal -- fit-prior --asks 500\n  npm run -s tribunal -- fit-prior --server 123456789012345678 --take',
    )
    .action(async (flags: FitPriorFlags) => {
      const { asks, json, server } = flags;
      if (flags.take && server === undefined)
        throw new SaidError('--take needs --server: a prior is taken by one server.');
      loadEnvFile();
      if (server !== undefined) {
        const config = readTournamentConfig();
        const { fitPriorOnServer } = await import('./fit-prior/on-server.ts');
        await withDatabase((database) => fitPriorOnServer(database, config, { ...flags, server }));
        return;
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
  const rows = priorRows(fitted, PRIOR, 'default');
  const verdict = fitted.differs
    ? `It foretells questions that it was not fitted to better than the default does. To use it for new ones, set TOURNAMENT=adaptive:${writePrior(fitted.prior)}`
    : 'It does not foretell questions that it was not fitted to better than the default does: leave TOURNAMENT as it is.';
  const { gain, error } = fitted.heldOut;
  const heldOut = `Gain on the other half of the questions: ${gain.toFixed(3)} nats a question, standard error ${error.toFixed(3)}.`;
  return [title, "In units of one call's noise, with 95 % intervals:", ...rows, heldOut, verdict].join('\n');
}

/** The values of a fitted prior with their intervals, each beside that of another one. */
export const priorRows = ({ prior, intervals }: FittedPrior, beside: Prior, called: string): string[] =>
  priorKeys.map((key) => {
    const [low, high] = intervals[key].map((value) => value.toFixed(2));
    return `  ${names[key].padEnd(34)} ${prior[key].toFixed(2)}  [${low}, ${high}]   ${called} ${beside[key]}`;
  });
