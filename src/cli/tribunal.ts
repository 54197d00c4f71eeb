import { Command } from 'commander';
import { agreementCommand } from './agreement.ts';
import { deployCommandsCommand } from './deploy-commands.ts';
import { doctorCommand } from './doctor.ts';
import { explain } from './explain.ts';
import { exportCommand } from './export.ts';
import { fitPriorCommand } from './fit-prior.ts';
import { initCommand } from './init.ts';
import { judgeCommand } from './judge.ts';
import { migrateCommand } from './migrate.ts';
import { pickCommand } from './pick.ts';
import { rankCommand } from './rank.ts';
import { rejudgeCommand } from './rejudge.ts';
import { reportCommand } from './report.ts';
import { rotateKeysCommand } from './rotate-keys.ts';
import { scheduleCommand } from './schedule.ts';
import { startCommand } from './start.ts';
import { resumeCommand, stopCommand } from './stop.ts';
import { verdictCommand } from './verdict.ts';

const program = new Command('tribunal')
  .description('A Discord bot whose answers are judged by a reasoning reward model, and by its community')
  .showHelpAfterError()
  .addCommand(initCommand())
  .addCommand(startCommand())
  .addCommand(doctorCommand())
  .addCommand(deployCommandsCommand())
  .addCommand(migrateCommand())
  .addCommand(rotateKeysCommand())
  .addCommand(stopCommand())
  .addCommand(resumeCommand())
  .addCommand(judgeCommand())
  .addCommand(pickCommand())
  .addCommand(verdictCommand())
  .addCommand(agreementCommand())
  .addCommand(rankCommand())
  .addCommand(scheduleCommand())
  .addCommand(reportCommand())
  .addCommand(exportCommand())
  .addCommand(rejudgeCommand())
  .addCommand(fitPriorCommand());

// Whoever reads our output may stop early, like `head`: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

try {
  await program.parseAsync();
} catch (error) {
  // What a person can mend is said in words; anything else keeps its stack.
  console.error(explain(error) ?? error);
  process.exitCode = 1;
}
