import { execFileSync } from 'node:child_process';
import { cp, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Database, openDatabase } from '../../db/client.ts';
import { readDatabaseUrl } from '../../db/connection/database-url.ts';
import { askerOf } from '../../db/connection/primary.ts';
import { DatabaseError } from '../../db/database-error.ts';
import { type EmbeddedServer, startEmbedded } from '../../db/embedded.ts';
import { migrateDatabase } from '../../db/migrate.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue } from '../../src/ops/queue.ts';
import { embeddedFolder, query } from '../support/embedded-folder.ts';

// A primary, and a copy of it that was started as its standby. The copy receives nothing: it stands for a
// server that only takes reads until it is promoted.

let homes: Awaited<ReturnType<typeof embeddedFolder>>[];
let [primary, standby]: EmbeddedServer[] = [];
let database: Database;
const settings = ['fsync=off'];
const urlOf = (server: EmbeddedServer | undefined) => server?.url ?? '';
const hostOf = (server: EmbeddedServer | undefined) => new URL(urlOf(server)).host;
const list = (query = '') =>
  `${urlOf(primary).replace(hostOf(primary), `${hostOf(standby)},${hostOf(primary)}`)}${query}`;

beforeAll(async () => {
  homes = [await embeddedFolder(), await embeddedFolder()];
  const [first = '', second = ''] = homes.map(({ folder }) => folder);
  const made = await startEmbedded(first, { settings });
  await query(made.url, 'create table written (by text)');
  await made.stop();
  await cp(first, second, { recursive: true, preserveTimestamps: true });
  const [from, copy] = [join(first, 'postgres'), join(second, 'postgres')];
  await writeFile(join(copy, 'standby.signal'), '');
  const { uid, gid } = await stat(from);
  execFileSync('chown', ['-R', `${uid}:${gid}`, copy]);
  await rm(join(second, 'postgres.port'), { force: true });
  [primary, standby] = [await startEmbedded(first, { settings }), await startEmbedded(second, { settings })];
  database = openDatabase(list(), { max: 3 });
});
afterAll(async () => {
  await database?.close();
  await primary?.stop();
  await standby?.stop();
  for (const home of homes ?? []) await home.remove();
});

const portInUse = async (sql = database.sql) => Number((await sql`show port`)[0]?.port);
const portOf = (server: EmbeddedServer | undefined) => Number(new URL(urlOf(server)).port);

describe('a list of hosts whose first is a standby', () => {
  it('says what each of them is', async () => {
    const address = readDatabaseUrl(list());
    const answers = await Promise.all(address.places.map(askerOf(address)));
    expect(answers.map(({ role }) => role)).toEqual(['standby', 'primary']);
    expect(answers.map(({ timeline }) => timeline)).toEqual([0, 1]);
  });

  it('leads the migration, the pool and the queue to the primary', async () => {
    await migrateDatabase(list());
    const queue = await openQueue(list('?target_session_attrs=primary'), openLog('silent'));
    await queue.depths();
    await queue.stop(1000);
    await Promise.all([1, 2, 3].map((n) => database.sql`insert into written values (${`pool ${n}`})`));
    expect(await query(urlOf(primary), 'select from written')).toHaveLength(3);
    expect(await portInUse()).toBe(portOf(primary));
  });

  it('is told in words that no server takes writes, and of a password that is wrong', async () => {
    const alone = `${urlOf(standby)}?target_session_attrs=read-write`;
    await expect(migrateDatabase(alone)).rejects.toThrow(/is a standby, which can only be read/);
    await expect(migrateDatabase(alone)).rejects.toThrow(DatabaseError);
    const wrong = list().replace(/:[^:@]*@/, ':wrong@');
    await expect(migrateDatabase(wrong)).rejects.toThrow(
      /the user name or the password is wrong.*the password is wrong/,
    );
    await expect(migrateDatabase(wrong)).rejects.not.toThrow(/wrong@/);
  });
});

describe('a server that is demoted while it is in use', () => {
  it('is left after its first refusal, in a transaction and outside of one, for the one that was promoted', async () => {
    const insert = (by: string) => database.sql`insert into written values (${by})`;
    await Promise.all([1, 2, 3].map((n) => insert(`before ${n}`)));
    await query(urlOf(primary), 'alter system set default_transaction_read_only = on');
    await query(urlOf(primary), 'select pg_reload_conf()');
    await vi.waitFor(() => expect(insert('refused')).rejects.toMatchObject({ code: '25006' }));
    await vi.waitFor(() => expect(insert('nobody')).rejects.toThrow(/No server of DATABASE_URL takes writes/));
    await query(urlOf(standby), 'select pg_promote()');
    const refused = await Promise.allSettled(
      [1, 2, 3, 4].map((n) =>
        database.sql.begin(async (tx) => {
          await tx`select pg_sleep(0.05)`;
          await tx`insert into written values (${`inside ${n}`})`;
        }),
      ),
    );
    // A connection to the old one that is left in the pool is refused once, and then dropped.
    expect(refused.filter(({ status }) => status === 'rejected').length).toBeLessThanOrEqual(3);
    await Promise.all([1, 2, 3, 4].map((n) => insert(`after ${n}`)));
    expect(await query(urlOf(standby), `select from written where by like 'after %'`)).toHaveLength(4);
    expect(await portInUse()).toBe(portOf(standby));
  });

  it('is not gone back to when it takes writes again: the other was promoted last', async () => {
    const able = `${urlOf(primary)}?options=-cdefault_transaction_read_only%3Doff`;
    await query(able, 'alter system reset default_transaction_read_only');
    await query(able, 'select pg_reload_conf()');
    const address = readDatabaseUrl(list());
    const ask = async () => Promise.all(address.places.map(askerOf(address)));
    await vi.waitFor(async () => expect((await ask()).map(({ role }) => role)).toEqual(['primary', 'primary']));
    const anew = openDatabase(list(), { max: 1 });
    expect(await portInUse(anew.sql)).toBe(portOf(standby));
    await anew.close();
  });
});
