import type { Command } from 'commander';
import { loadEnvFile, readConfig } from '../config.ts';
import { named } from './commands.ts';

export const deployCommandsCommand = (): Command =>
  named('deploy-commands')
    .addHelpText('after', '\nExample:\n  npm run -s tribunal -- deploy-commands')
    .action(async () => {
      loadEnvFile();
      const config = readConfig();
      const { registerCommands } = await import('../../commands/register.ts');
      const count = await registerCommands(config);
      console.log(
        `${count} commands are registered ${config.DISCORD_GUILD_ID ? `on server ${config.DISCORD_GUILD_ID}` : 'on every server'}.`,
      );
    });
