import { Command } from 'commander';
import { type CommandName, commands, named } from './commands.ts';

const names = Object.keys(commands) as CommandName[];

/** `tribunal` and all its commands, ready to be given arguments. Of those that are not among `wanted` only name and description are there. */
export async function tribunal(wanted: readonly string[] = names): Promise<Command> {
  const program = new Command('tribunal')
    .description('A Discord bot whose answers are judged by a reasoning reward model, and by its community')
    .showHelpAfterError();
  for (const name of names) program.addCommand(wanted.includes(name) ? await commands[name].load() : named(name));
  return program;
}
