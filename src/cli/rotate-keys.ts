import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Database } from '../../db/client.ts';
import type { KeyRing } from '../../db/key-ring.ts';
import { ConfigError, loadEnvFile, readDatabaseConfig } from '../config.ts';
import { plural } from '../discord/words/plural.ts';
import { keyRingOf } from '../privacy/encryption/read-keys.ts';
import type { Rotated } from '../privacy/encryption/rotate.ts';
import { named } from './commands.ts';
import { withDatabase } from './with-database.ts';

const SHOWN = 20;
const ROUNDS = 5;

/**
 * Rotates keys until no text is left waiting. A text that the bot is changing at that moment is skipped, and
 * tried again in the next round.
 */
async function untilNoneWaits(database: Database, keys: KeyRing): Promise<Rotated> {
  const { rotateKeys } = await import('../privacy/encryption/rotate.ts');
  let done = await rotateKeys(database, keys);
  for (let round = 1; done.waiting > 0 && round < ROUNDS; round++) {
    await sleep(1000);
    const more = await rotateKeys(database, keys);
    done = { ...more, changed: done.changed + more.changed };
  }
  return done;
}

export const rotateKeysCommand = (): Command =>
  named('rotate-keys')
    .addHelpText('after', '\nExample:\n  npm run -s tribunal -- rotate-keys')
    .action(async () => {
      loadEnvFile();
      const keys = keyRingOf(readDatabaseConfig());
      if (!keys)
        throw new ConfigError(['DATA_ENCRYPTION_KEY is missing: the new key, a comma, and the keys before it']);
      const { changed, unreadable, waiting } = await withDatabase((database) => untilNoneWaits(database, keys));
      console.log(`${plural(changed, 'text was', 'texts were')} encrypted anew.`);
      if (unreadable.length > 0) {
        console.log(
          `${plural(unreadable.length, 'text is', 'texts are')} damaged, cannot be read under any key, and stayed as they are:\n${unreadable.slice(0, SHOWN).join('\n')}`,
        );
        // Perhaps a key is missing, so whoever removes the older ones after this command must not go on.
        process.exitCode = 1;
      }
      if (waiting > 0)
        throw new ConfigError([
          `${plural(waiting, 'text is', 'texts are')} not under the new key yet: something else was writing. Keep the older keys, and run this again`,
        ]);
      console.log(`Everything that can be read is now under the key ${keys.writing.id}.`);
    });
