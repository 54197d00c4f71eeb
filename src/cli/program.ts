import { Command } from 'commander';
import { agreementCommand } from './agreement.ts';
import { deployCommandsCommand } from './deploy-commands.ts';
import { doctorCommand } from './doctor.ts';
import { eraseCommand } from './erase.ts';
import { exportCommand } from './export.ts';
import { fitPriorCommand } from './fit-prior.ts';
import { initCommand } from './init.ts';
import { judgeCommand } from './judge.ts';
import { keepListCommand } from './keep-list.ts';
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

/** `tribunal` and all its commands, ready to be given arguments. */
export const tribunal = (): Command =>
  new Command('tribunal')
    .description('A Discord bot whose answers are judged by a reasoning reward model, and by its community')
    .showHelpAfterError()
    .addCommand(initCommand())
    .addCommand(startCommand())
    .addCommand(doctorCommand())
    .addCommand(deployCommandsCommand())
    .addCommand(migrateCommand())
    .addCommand(rotateKeysCommand())
    .addCommand(eraseCommand())
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
    .addCommand(keepListCommand())
    .addCommand(rejudgeCommand())
    .addCommand(fitPriorCommand());
