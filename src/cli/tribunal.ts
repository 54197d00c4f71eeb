import { Command } from 'commander';
import { ConfigError } from '../config.ts';
import { deployCommandsCommand } from './deploy-commands.ts';
import { migrateCommand } from './migrate.ts';
import { startCommand } from './start.ts';

const program = new Command('tribunal')
  .description('A Discord bot whose answers are judged by a reasoning reward model, and by its community')
  .showHelpAfterError()
  .addCommand(startCommand())
  .addCommand(deployCommandsCommand())
  .addCommand(migrateCommand());

try {
  await program.parseAsync();
} catch (error) {
  // What a person can mend is said in words; anything else keeps its stack.
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
