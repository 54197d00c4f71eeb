import { chmod, chown, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../db/client.ts';
import { type EmbeddedServer, startEmbedded } from '../../db/embedded.ts';
import { migrateDatabase } from '../../db/migrate.ts';
import { openLog } from '../../src/ops/log.ts';
import { openQueue } from '../../src/ops/queue.ts';
import { localhostCertificate, localhostKey } from '../support/certificate.ts';
import { embeddedFolder, query } from '../support/embedded-folder.ts';

let home: Awaited<ReturnType<typeof embeddedFolder>>;
let sockets: string;
let server: EmbeddedServer;
let authority: string;

beforeAll(async () => {
  home = await embeddedFolder();
  sockets = await mkdtemp(join(tmpdir(), 'tribunal-s'));
  await chmod(sockets, 0o777);
  server = await startEmbedded(home.folder, { settings: ['fsync=off', `unix_socket_directories=${sockets}`] });
  authority = join(sockets, 'authority.pem');
  await writeFile(authority, localhostCertificate);
  await migrateDatabase(server.url);
});
afterAll(async () => {
  await server.stop();
  await home.remove();
  await rm(sockets, { recursive: true, force: true });
});

const url = (rest: string) => `${server.url}${rest}`;
const named = (rest: string) => url(rest).replace('127.0.0.1', 'localhost');
const bySocket = () => {
  const { password, port } = new URL(server.url);
  return `postgres://postgres:${password}@${encodeURIComponent(sockets)}:${port}/postgres?sslmode=require`;
};

/** Opens both drivers. @returns what the server knows of every connection of this address. */
async function seen(address: string): Promise<{ ssl: boolean; path: string }[]> {
  await migrateDatabase(address);
  const database = openDatabase(address, { max: 1, applicationName: 'seen' });
  const queue = await openQueue(address, openLog('silent'));
  await database.sql`select 1`;
  const rows = await query(
    server.url,
    `select distinct ssl, current_setting('search_path') as path from pg_stat_ssl join pg_stat_activity using (pid)
       where application_name in ('seen', 'tribunal queue', 'mine')`,
  );
  const [{ path = '' } = {}] = await database.sql`select current_setting('search_path') as path`;
  await queue.stop(1000);
  await database.close();
  return rows.map(({ ssl }) => ({ ssl, path }));
}

/** The server's address with a host before it where nobody listens. */
const behindNobody = (url: string) => url.replace('@', '@127.0.0.1:9,');

const plain = '"$user", public';

async function switchTls(on: boolean): Promise<void> {
  const cluster = join(home.folder, 'postgres');
  const { uid, gid } = await stat(cluster);
  for (const [name, text] of [
    ['server.key', localhostKey],
    ['server.crt', localhostCertificate],
  ] as const) {
    await writeFile(join(cluster, name), text);
    await chmod(join(cluster, name), 0o600);
    await chown(join(cluster, name), uid, gid);
  }
  await query(server.url, `alter system set ssl = ${on}`);
  await query(server.url, 'select pg_reload_conf()');
  await vi.waitFor(async () => expect(await query(server.url, 'show ssl')).toEqual([{ ssl: on ? 'on' : 'off' }]));
}

describe('both drivers, on a server without TLS', () => {
  it.each([
    ['', plain],
    ['?channel_binding=require', plain],
    ['?pgbouncer=true&connection_limit=1', plain],
    ['?sslmode=prefer', plain],
    ['?sslmode=allow&gssencmode=prefer', plain],
    ['?application_name=mine&connect_timeout=3&unheard_of=1', plain],
    ['?options=-csearch_path%3Dpublic', 'public'],
    ['?search_path=public&lock_timeout=60000', 'public'],
  ])('understand %s', async (rest, path) => {
    expect(await seen(url(rest))).toEqual([{ ssl: false, path }]);
  });

  it.each(['', '?target_session_attrs=primary', '?sslmode=prefer'])('find it in a list, with %s', async (rest) => {
    expect(await seen(behindNobody(url(rest)))).toEqual([{ ssl: false, path: plain }]);
    expect(await seen(behindNobody(bySocket()))).toEqual([{ ssl: false, path: plain }]);
  });

  it('reach it by its socket, where TLS is not asked for', async () => {
    expect(await seen(bySocket())).toEqual([{ ssl: false, path: plain }]);
  });

  it('are told in words that TLS was asked for, and that an option is unknown', async () => {
    await expect(migrateDatabase(url('?sslmode=require'))).rejects.toThrow(/If it does not speak TLS/);
    await expect(migrateDatabase(url('?options=-cnonsense%3D1'))).rejects.toThrow(/parameter "nonsense"/);
  });
});

describe('both drivers, on a server with a certificate of its own', () => {
  beforeAll(() => switchTls(true));
  afterAll(() => switchTls(false));

  it.each([
    ['?sslmode=prefer', true],
    ['?sslmode=require&channel_binding=require', true],
    ['?sslmode=no-verify', true],
    ['?sslmode=require&sslnegotiation=direct', true],
    ['?sslmode=disable', false],
  ])('understand %s', async (rest, ssl) => {
    expect(await seen(url(rest))).toEqual([{ ssl, path: plain }]);
  });

  it('check the certificate as far as they are told', async () => {
    const ca = `sslrootcert=${encodeURIComponent(authority)}`;
    expect(await seen(url(`?sslmode=verify-ca&${ca}`))).toEqual([{ ssl: true, path: plain }]);
    expect(await seen(named(`?sslmode=verify-full&${ca}`))).toEqual([{ ssl: true, path: plain }]);
    await expect(migrateDatabase(url(`?sslmode=verify-full&${ca}`))).rejects.toThrow(/certificate is for another host/);
    await expect(migrateDatabase(url('?sslmode=verify-full'))).rejects.toThrow(/nobody vouches for its certificate/);
  });

  it.each([
    '?sslmode=prefer',
    '?sslmode=require&sslnegotiation=direct',
    '?target_session_attrs=read-write&sslmode=require',
  ])('find it in a list, with %s', async (rest) => {
    expect(await seen(behindNobody(url(rest)))).toEqual([{ ssl: true, path: plain }]);
  });

  it('check the name of the host that they reach, which need not be the first', async () => {
    const rest = `?sslmode=verify-full&sslrootcert=${encodeURIComponent(authority)}`;
    expect(await seen(behindNobody(named(rest)))).toEqual([{ ssl: true, path: plain }]);
    const foreign = url(rest).replace('@', '@localhost:9,');
    await expect(migrateDatabase(foreign)).rejects.toThrow(
      /127\.0\.0\.1:\d+ cannot be asked: its certificate is for another host/,
    );
  });
});
