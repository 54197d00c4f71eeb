import type { Command } from 'commander';
import { ConfigError, loadEnvFile, readExportConfig } from '../config.ts';
import { openLog } from '../ops/log.ts';
import { pseudonym } from '../privacy/pseudonym.ts';
import { named } from './commands.ts';
import { withDatabase } from './with-database.ts';

interface Options {
  user?: string;
  server?: string;
  yes?: true;
}

export const eraseCommand = (): Command =>
  named('erase')
    .option('--user <id>', 'a person’s Discord id: the same as Delete mine under /privacy')
    .option('--server <id>', 'a server’s Discord id: the same as seven days after it removed the bot')
    .option('--yes', 'do it; without it the command only says what would be deleted')
    .addHelpText('after', '\nExample:\n  npm run -s tribunal -- erase --user 123456789012345678')
    .action(async ({ user, server, yes }: Options) => {
      const id = user ?? server;
      if ((user === undefined) === (server === undefined) || !/^\d{15,21}$/.test(id ?? ''))
        throw new ConfigError(['erase needs either --user or --server, and behind it an id of 15 to 21 digits']);
      loadEnvFile();
      const { PSEUDONYM_KEY } = readExportConfig();
      if (!yes) return tellWhatWouldGo(server ?? null, pseudonym(PSEUDONYM_KEY, user ?? ''));
      const [{ insertAudit }, { openQueue }, { erasePerson }, { purgeGuild }] = await Promise.all([
        import('../../db/repo/audit.ts'),
        import('../ops/queue.ts'),
        import('../privacy/erase.ts'),
        import('../privacy/erase-guild.ts'),
      ]);
      await withDatabase(async (database, url) => {
        if (user !== undefined) {
          // The running bot then removes the answers from Discord.
          const queue = await openQueue(url, openLog('silent'));
          const context = { database, queue, now: () => new Date() };
          const gone = await erasePerson(context, pseudonym(PSEUDONYM_KEY, user));
          await queue.stop(1000);
          console.log(
            `Questions deleted, with all answers: ${gone.asks}. Questions of others that held their words: ${gone.lent}. Votes deleted: ${gone.votes}.`,
          );
        } else {
          const gone = await purgeGuild(database, server ?? '', async () => true);
          console.log(`Questions deleted: ${gone?.asks ?? 0}, and all else of the server.`);
        }
        const action = user === undefined ? 'erase-server' : 'erase-person';
        await insertAudit(database.db, { guildId: null, actorHash: 'operator', action, details: {} });
      });
    });

/** Says what would be deleted of a server, or else of the person with this hash. */
async function tellWhatWouldGo(server: string | null, hash: string): Promise<void> {
  const [{ countOf }, { countOfGuild }] = await Promise.all([
    import('../../db/repo/person.ts'),
    import('../../db/repo/erase.ts'),
  ]);
  await withDatabase(async ({ db }) => {
    if (server === null) {
      const { asks, lent, votes } = await countOf(db, hash);
      console.log(
        `Questions, with all answers: ${asks}. Questions of others that hold their words: ${lent}. Votes that count: ${votes}.`,
      );
    } else console.log(`Questions: ${await countOfGuild(db, server)}, and all else of the server.`);
  });
  console.log('Nothing was deleted. It cannot be undone: to do it, say it again with --yes.');
}
