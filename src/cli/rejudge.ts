import { Command } from 'commander';
export const rejudgeCommand = (): Command => new Command('rejudge');
