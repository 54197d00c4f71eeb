import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../db/embedded.ts';
import { startPgBouncer } from './pgbouncer.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    serverUrl: string;
    /** What tests connect to in its place: the same, or a PgBouncer before it. */
    pooledUrl: string;
  }
}

/**
 * One PostgreSQL for the whole run: `TEST_DATABASE_URL`, or an embedded one without fsync. `TEST_PGBOUNCER`
 * names a PgBouncer to put before it, and `TEST_PGBOUNCER_PREPARED` its `max_prepared_statements`.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer();
  const program = process.env.TEST_PGBOUNCER;
  const prepared = Number(process.env.TEST_PGBOUNCER_PREPARED ?? 0);
  const pooler = program ? await startPgBouncer(server.url, { program, prepared }) : null;
  project.provide('serverUrl', server.url);
  project.provide('pooledUrl', pooler?.url ?? server.url);
  return async () => {
    await pooler?.close();
    await server.close();
  };
}

async function openServer(): Promise<{ url: string; close(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, close: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), 'tribunal-test-'));
  // When we are root, the server runs as another user, who must be able to enter the folder.
  await chmod(folder, 0o755);
  const server = await startEmbedded(folder, {
    settings: ['fsync=off', 'synchronous_commit=off', 'max_connections=200'],
  });
  return {
    url: server.url,
    async close() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
