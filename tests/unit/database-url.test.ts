import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDatabaseUrl } from '../../db/connection/database-url.ts';
import { postgresOptions } from '../../db/connection/driver-options.ts';
import { DatabaseError } from '../../db/database-error.ts';
import { readDatabaseConfig } from '../../src/config.ts';

const at = (rest: string) => readDatabaseUrl(`postgres://${rest}`);
const at1 = (host: string, port: number) => ({ host, port });

describe('DATABASE_URL', () => {
  it.each([
    ['u:p@h:1/d', { user: 'u', password: 'p', host: 'h', port: 1, database: 'd', tls: 'disable', dropped: [] }],
    ['u@h/d', { user: 'u', password: undefined, port: 5432 }],
    ['h', { user: undefined, host: 'h', database: undefined }],
    ['', { host: 'localhost', port: 5432 }],
    ['u:p@[::1]:6/d', { host: '::1', port: 6 }],
    ['/d?host=/run/postgresql', { host: '/run/postgresql', database: 'd' }],
    ['u@%2Frun%2Fpostgresql:6/d', { host: '/run/postgresql', port: 6, database: 'd', user: 'u' }],
    ['/d?hostaddr=10.0.0.1&port=7', { host: '10.0.0.1', port: 7 }],
    ['h/d%20e', { database: 'd e' }],
    ['h/d?user=u&password=p%26q', { user: 'u', password: 'p&q' }],
    ['h/d?application_name=a@b', { host: 'h', applicationName: 'a@b' }],
    ['h/d?connect_timeout=3', { connectTimeout: 3 }],
    ['h/d?options=-c%20search_path%3Dbot', { options: '-c search_path=bot' }],
    ['h/d?options=endpoint%3Dep-cool-1', { options: 'endpoint=ep-cool-1' }],
    ['h/d?statement_timeout=5000&search_path=a b', { options: '-c search_path=a\\ b -c statement_timeout=5000' }],
    ['h/d?pgbouncer=true&connection_limit=1', { prepare: false, dropped: ['connection_limit'] }],
    ['h/d?prepare=false', { prepare: false, dropped: [] }],
    ['h/d?sslmode=require&channel_binding=require', { tls: 'require', dropped: ['channel_binding'] }],
    ['h/d?client_encoding=UTF8&uselibpqcompat=true', { dropped: [] }],
    ['h/d?supa=base-pooler.x&schema=public', { dropped: ['schema', 'supa'] }],
  ])('reads postgres://%s', (rest, read) => {
    expect(at(rest)).toMatchObject(read);
    expect(readDatabaseUrl(`postgresql://${rest}`)).toEqual(at(rest));
  });

  it.each([
    '"postgres://u:p@h/d"',
    "'postgres://u:p@h/d'",
    "psql 'postgresql://u:p@h/d'",
    'psql postgres://u:p@h/d',
    ' postgres://u:p@h/d\n',
  ])('reads what hosts hand out, and the quotes that Docker keeps: %s', (url) => {
    expect(readDatabaseUrl(url)).toEqual(at('u:p@h/d'));
    expect(readDatabaseConfig({ DATABASE_URL: url }).DATABASE_URL).toBe(url);
  });

  it.each([
    ['sslmode=disable', 'disable'],
    ['sslmode=allow', 'prefer'],
    ['sslmode=prefer', 'prefer'],
    ['sslmode=require', 'require'],
    ['sslmode=no-verify', 'require'],
    ['sslmode=verify-ca', 'verify-ca'],
    ['sslmode=require&sslrootcert=ca.pem', 'verify-ca'],
    ['sslmode=verify-full', 'verify-full'],
    ['sslrootcert=system', 'verify-full'],
    ['sslrootcert=ca.pem', 'verify-full'],
    ['sslnegotiation=direct', 'require'],
    ['ssl=true', 'verify-full'],
    ['ssl=0', 'disable'],
  ])('takes %s for %s, as libpq does', (query, tls) => {
    expect(at(`h/d?${query}`)).toMatchObject({ tls, dropped: [] });
  });

  it.each([
    '12345w@erf',
    'Superp@$$W0rd01',
    'a#b',
    'a/b',
    'a?b',
    'a:b',
    '12/34',
    '12?34',
    '100%',
    ']Srs\\|^[P-{tNhoDy5E4t.*G',
  ])('finds the host behind the unescaped password %s', (password) => {
    expect(at(`u:${password}@db_host:5432/d?sslmode=require`)).toMatchObject({
      ...{ user: 'u', password, host: 'db_host', database: 'd', tls: 'require' },
    });
  });

  it('gives back what was escaped, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (user, password, database) => {
        const url = `u${encodeURIComponent(user)}:p${encodeURIComponent(password)}@h/d${encodeURIComponent(database)}`;
        expect(at(url)).toMatchObject({ user: `u${user}`, password: `p${password}`, database: `d${database}` });
      }),
    );
  });

  it.each([
    ['mysql://h/d', /begin with postgres:\/\//],
    ['postgres://u:secret@a,,b/d', /one of its hosts has no name/],
    ['postgres://u:secret@h/d?host=a,', /one of its hosts has no name/],
    ['postgres://u:secret@h/d?host=a,b&port=1,2,3', /a port for each host, or one/],
    ['postgres://u:secret@a,b:x/d', /no whole address/],
    ['postgres://u:secret@a,b:99999/d', /port/],
    ['postgres://u:secret@a,b/d?target_session_attrs=standby', /read-write or primary/],
    ['postgres://u:secret@h:99999/d', /port/],
    ['postgres://u:secret@h:x/d', /no whole address; write @ as %40/],
    ['postgres://u:secret@h/d?sslmode=sometimes', /sslmode must be/],
    ['postgres://u:secret@h/d?connect_timeout=soon', /connect_timeout/],
  ])('refuses %s in words, without the password', (url, words) => {
    const read = () => readDatabaseUrl(url);
    expect(read).toThrow(words);
    expect(read).toThrow(DatabaseError);
    expect(read).not.toThrow(/secret/);
  });

  it.each([
    ['u:p@a:1,b:2/d', [at1('a', 1), at1('b', 2)], 'read-write'],
    ['u:p@a,b:2/d', [at1('a', 5432), at1('b', 2)], 'read-write'],
    ['[::1]:6,10.0.0.1/d', [at1('::1', 6), at1('10.0.0.1', 5432)], 'read-write'],
    ['/d?host=a,b&port=7', [at1('a', 7), at1('b', 7)], 'read-write'],
    ['/d?host=a,b&port=7,8', [at1('a', 7), at1('b', 8)], 'read-write'],
    ['/d?hostaddr=10.0.0.1,10.0.0.2', [at1('10.0.0.1', 5432), at1('10.0.0.2', 5432)], 'read-write'],
    ['/d?host=/run/a,/run/b', [at1('/run/a', 5432), at1('/run/b', 5432)], 'read-write'],
    ['a:1/d?host=b,c', [at1('b', 1), at1('c', 1)], 'read-write'],
    ['a,b/d?target_session_attrs=any', [at1('a', 5432), at1('b', 5432)], 'read-write'],
    ['a,b/d?target_session_attrs=primary', [at1('a', 5432), at1('b', 5432)], 'primary'],
    ['a/d?target_session_attrs=read-write', [at1('a', 5432)], 'read-write'],
    ['a/d?target_session_attrs=any', [at1('a', 5432)], null],
    ['a/d', [at1('a', 5432)], null],
  ])('reads every host of postgres://%s, and that one of several must take writes', (rest, places, target) => {
    expect(at(rest)).toMatchObject({ ...places[0], places, target, dropped: [] });
  });

  it('reads as many hosts as were written, each with its port', () => {
    const names = fc.constantFrom('db.example', 'a-b', '10.0.0.7', '::1', 'db_host');
    const some = fc.array(fc.record({ host: names, port: fc.integer({ min: 1, max: 65_535 }) }), { minLength: 1 });
    fc.assert(
      fc.property(some, (places) => {
        const list = places.map(({ host, port }) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`));
        expect(at(`u:p@ss@${list.join(',')}/d?sslmode=require`)).toMatchObject({ password: 'p@ss', places });
        const [hosts, ports] = [places.map(({ host }) => host), places.map(({ port }) => port)];
        expect(at(`u@/d?host=${hosts.join(',')}&port=${ports.join(',')}`).places).toEqual(places);
      }),
    );
  });

  it('names a certificate that cannot be read', () => {
    const options = () => postgresOptions('postgres://h/d?sslmode=verify-ca&sslrootcert=/no/such.pem', 'test');
    expect(options).toThrow(/the file \/no\/such\.pem, which cannot be read/);
  });
});
