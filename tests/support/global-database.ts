import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../db/embedded.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    serverUrl: string;
  }
}

/** One PostgreSQL for the whole run: `TEST_DATABASE_URL`, or an embedded one without fsync. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    project.provide('serverUrl', given);
    return async () => {};
  }
  const folder = await mkdtemp(join(tmpdir(), 'tribunal-test-'));
  // When we are root, the server runs as another user, who must be able to enter the folder.
  await chmod(folder, 0o755);
  const server = await startEmbedded(folder, {
    settings: ['fsync=off', 'synchronous_commit=off', 'max_connections=200'],
  });
  project.provide('serverUrl', server.url);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
