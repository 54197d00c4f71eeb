import { Command } from 'commander';
import { type CommandName, commands, named } from './commands.ts';

const names = Object.keys(commands) as CommandName[];

/**
 * The program with all its commands, ready to parse arguments. Commands that are not in `wanted` have only
 * their name and description.
 */
export async function tribunal(wanted: readonly string[] = names): Promise<Command> {
  const program = new Command('tribunal')
    .description('A Discord bot whose answers are judged by a Reward Reasoning Model (RRM), and by its community')
    .showHelpAfterError();
  for (const name of names) program.addCommand(wanted.includes(name) ? await commands[name].load() : named(name));
  return program;
}
