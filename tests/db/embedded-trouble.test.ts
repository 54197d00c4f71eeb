import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tryLock } from '../../db/embedded/folder-lock.ts';
import { explainServerWords } from '../../db/embedded/server-words.ts';
import { startEmbedded } from '../../db/embedded.ts';
import { answers, embeddedFolder, startChild } from '../support/embedded-folder.ts';

let folder: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ folder, remove } = await embeddedFolder());
});
afterAll(() => remove());

describe('an embedded PostgreSQL that cannot be had', () => {
  it('says which port is taken, and does not choose another one that was not asked for', async () => {
    const other = createServer();
    await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready));
    const { port } = other.address() as AddressInfo;
    await expect(startEmbedded(folder, { port })).rejects.toThrow(/port is taken/);
    await writeFile(join(folder, 'postgres.port'), String(port));
    const server = await startEmbedded(folder);
    expect(Number(new URL(server.url).port)).not.toBe(port);
    await server.stop();
    other.close();
  });

  it('says that the password is missing or another one', async () => {
    const path = join(folder, 'postgres.password');
    await rename(path, `${path}.away`);
    await expect(startEmbedded(folder)).rejects.toThrow(/postgres.password is missing/);
    await writeFile(path, 'another');
    await expect(startEmbedded(folder)).rejects.toThrow(/the password .* is another one/);
    await rename(`${path}.away`, path);
    // The failed start left no server running.
    const server = await startEmbedded(folder);
    expect(server.adopted).toBe(false);
    await server.stop();
  });

  it('never starts a second server where somebody’s cannot be seen', async () => {
    const child = await startChild(folder);
    const pidFile = join(folder, 'postgres', 'postmaster.pid');
    const text = await readFile(pidFile, 'utf8');
    // As seen from another container, where this process id does not exist.
    await writeFile(pidFile, text.replace(/^\d+/, '2147483646'));
    await expect(startEmbedded(folder)).rejects.toThrow(/Another process uses/);
    await writeFile(pidFile, text);
    expect(await answers(child.url)).toBe(true);
    child.process.send('stop');
    expect(await child.ended).toBe(0);
  });

  it('says that there is a file in the way, or something that is no database', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(startEmbedded(join(folder, 'file', 'below'))).rejects.toThrow(/a file in the way .*file/);
    await mkdir(join(folder, 'other', 'postgres', 'holiday pictures'), { recursive: true });
    await expect(startEmbedded(join(folder, 'other'))).rejects.toThrow(/is no database/);
  });

  it.runIf(process.getuid?.() === 0)('names the folder that its user may not enter', async () => {
    await mkdir(join(folder, 'closed', 'inside'), { recursive: true });
    await chmod(join(folder, 'closed'), 0o700);
    await expect(startEmbedded(join(folder, 'closed', 'inside'))).rejects.toThrow(/chmod o\+x .*closed"/);
  });

  it.each([
    ['FATAL:  could not extend file "base/5/16384": No space left on device', 'The disk is full.'],
    [
      'FATAL:  could not extend file "base/1/2": wrote only 4096 of 8192 bytes at block 3\nHINT:  Check free disk space.',
      'The disk is full.',
    ],
    [
      'FATAL:  could not resize shared memory segment "/PostgreSQL.1" to 1048576 bytes: No space left on device',
      '--shm-size',
    ],
    ['FATAL:  data directory "/srv/postgres" has wrong ownership', 'belongs to another user'],
    ['FATAL:  database files are incompatible with server', 'another version'],
    ['postgres: error while loading shared libraries: libicui18n.so.60: cannot open shared object file', 'npm install'],
    ['initdb: error: could not create directory "/srv/postgres": Permission denied', 'may not read or write'],
    ['something new', 'PostgreSQL said: something new'],
    ['', 'PostgreSQL said: nothing'],
  ])('explains "%s"', (words, hint) => {
    expect(explainServerWords(words)).toContain(hint);
  });
});

describe('the lock of a folder', () => {
  it('is shared by many or had by one', () => {
    const path = join(folder, 'some.lock');
    const [one, two] = [tryLock(path, 'shared'), tryLock(path, 'shared')];
    expect([one, two]).not.toContain(null);
    one?.release();
    expect(tryLock(path, 'alone')).toBe(null);
    two?.release();
    const alone = tryLock(path, 'alone');
    expect(alone).not.toBe(null);
    expect(tryLock(path, 'shared')).toBe(null);
    alone?.release();
    alone?.release();
    tryLock(path, 'shared')?.release();
  });

  it('says so when the file is something else', async () => {
    const path = join(folder, 'strange.lock');
    await writeFile(path, 'a letter to a friend, long enough to be no empty file'.repeat(20));
    expect(() => tryLock(path, 'alone')).toThrow(/strange.lock cannot be locked/);
  });
});
