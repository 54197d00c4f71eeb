import { type Command, Option } from 'commander';
import { type Effort, efforts } from '../terms.ts';
import { wholeNumber } from './whole-number.ts';

export interface JudgeFlags {
  in: string;
  out: string;
  model?: string;
  effort: Effort;
  concurrency: number;
  wait: number;
}

/** The options of every command that judges files. */
export const withJudgeOptions = (command: Command): Command =>
  command
    .requiredOption('--in <file>', 'rows to judge, JSON lines')
    .requiredOption('--out <file>', 'where results go, JSON lines; rows that have a result there are not judged again')
    .option('--model <name>', 'the judge; JUDGE_MODEL by default')
    .addOption(new Option('--effort <effort>', 'how long the judge may think').choices(efforts).default('standard'))
    .option('--concurrency <n>', 'how many rows to judge at once', wholeNumber(1, 256), 8)
    .option(
      '--wait <minutes>',
      'how long to wait for a judge that is being started (HTTP 503)',
      wholeNumber(0, 1440),
      10,
    );
