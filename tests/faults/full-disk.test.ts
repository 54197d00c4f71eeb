import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../db/client.ts';
import { type EmbeddedServer, startEmbedded } from '../../db/embedded.ts';
import { asks } from '../../db/schema/asks.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, filesOf, textOf } from '../support/messages.ts';

/** A small disk to fill. Only root can mount one, so other users skip these tests. */
const disk = await mkdtemp(join(tmpdir(), 'tribunal-disk-'));
const canMount = (() => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=160m', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
if (!canMount) await rm(disk, { recursive: true, force: true });

async function fillUp(): Promise<void> {
  const filler = await open(join(disk, 'filler'), 'a');
  const { bavail, bsize } = await statfs(disk);
  try {
    await filler.write(Buffer.alloc(Math.max(0, bavail) * bsize));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    await filler.close();
  }
}

describe.skipIf(!canMount)('a disk that is really full', () => {
  let server: EmbeddedServer;
  let world: World;
  beforeAll(async () => {
    await chmod(disk, 0o755);
    server = await startEmbedded(join(disk, 'data'), { settings: ['max_wal_size=48MB', 'min_wal_size=32MB'] });
    world = await startWorld({ DATABASE_URL: server.url });
  });
  afterAll(async () => {
    await world.close();
    await server.stop();
    execFileSync('umount', ['-l', disk]);
    await rm(disk, { recursive: true, force: true });
  });

  it('costs nobody what they typed, is said in words, and needs nothing but room', async () => {
    const ada = world.discord.as(world.id('Ada'));
    await fillUp();
    const { bavail, bsize } = await statfs(disk);
    expect(bavail * bsize).toBeLessThan(64 * 1024);
    // Each prompt needs new pages, but a few may still fit into existing ones.
    const long = (n: number) =>
      `${n} ${Array.from({ length: 500 }, (_, i) => (i * 7919 * (n + 1)).toString(36)).join(' ')}`;
    let refused = null;
    for (let n = 0; n < 60 && refused === null; n++) {
      const asked = await ada.slash('ask', { prompt: long(n).slice(0, 5000), private: true });
      const reply = await asked.response(30_000);
      if (/went wrong on our side/.test(textOf(reply))) refused = reply;
    }
    expect(textOf(refused as never)).toMatch(/nothing is lost/);
    expect(filesOf(refused as never)).toEqual(['your-question.txt']);

    await rm(join(disk, 'filler'));
    const database = openDatabase(server.url, { max: 1 });
    try {
      await expect
        .poll(
          async () => {
            await ada.slash('ask', { prompt: 'Is there room now?' });
            return (await database.db.select().from(asks)).some(({ prompt }) => prompt === 'Is there room now?');
          },
          { timeout: 60_000, interval: 1000 },
        )
        .toBe(true);
    } finally {
      await database.close();
    }
    await ada.waitFor((m) => textOf(m).includes('Is there room now?') && buttonsOf(m).length > 1, 60_000);
  }, 180_000);
});
