import type { Command } from 'commander';
import type { Difference } from '../../commands/registered.ts';
import { loadEnvFile, readDiscordConfig } from '../config.ts';
import { named } from './commands.ts';

export const deployCommandsCommand = (): Command =>
  named('deploy-commands')
    .addHelpText('after', '\nExample:\n  npm run -s tribunal -- deploy-commands')
    .action(async () => {
      loadEnvFile();
      const config = readDiscordConfig();
      const { registerCommands } = await import('../../commands/register.ts');
      const { count, difference, keptOtherwise } = await registerCommands(config);
      const place = config.DISCORD_GUILD_ID ? `on server ${config.DISCORD_GUILD_ID}` : 'on every server';
      console.log(`${count} commands are registered ${place}: ${inWords(difference)}.`);
      if (keptOtherwise.length > 0)
        console.log(`Discord keeps these in another way than they were sent: ${keptOtherwise.join(', ')}.`);
    });

/** What was different, by the names of the commands. */
function inWords({ missing, changed, gone }: Difference): string {
  const parts = [
    { what: 'new', names: missing },
    { what: 'changed', names: changed },
    { what: 'taken away', names: gone },
  ].filter(({ names }) => names.length > 0);
  if (parts.length === 0) return 'already up to date';
  return parts.map(({ what, names }) => `${what}: ${names.join(', ')}`).join('; ');
}
