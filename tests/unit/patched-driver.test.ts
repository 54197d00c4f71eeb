import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { requirePatchedDriver } from '../../db/connection/patched-driver.ts';
import { DatabaseError } from '../../db/database-error.ts';

it('takes the driver as it is installed, and refuses one without its patch in words', async () => {
  expect(() => requirePatchedDriver()).not.toThrow();
  const folder = await mkdtemp(join(tmpdir(), 'tribunal-driver-'));
  const bare = join(folder, 'connection.js');
  await writeFile(bare, 'function Connection() {}');
  expect(() => requirePatchedDriver(bare)).toThrow(DatabaseError);
  expect(() => requirePatchedDriver(bare)).toThrow(/npx patch-package/);
  await rm(folder, { recursive: true });
});
