import { Command } from 'commander';
import { loadEnvFile, readConfig } from '../config.ts';

export const deployCommandsCommand = (): Command =>
  new Command('deploy-commands')
    .description('Tell Discord which commands there are: on one server (DISCORD_GUILD_ID, at once) or everywhere')
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
