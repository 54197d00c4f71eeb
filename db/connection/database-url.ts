import { DatabaseError } from '../database-error.ts';

/** How a connection is encrypted, in libpq's words. */
export const tlsModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
export type TlsMode = (typeof tlsModes)[number];

/** Where a server listens. */
export interface Place {
  /** A name, an IP address without brackets, or the folder of a Unix socket, which begins with `/`. */
  host: string;
  port: number;
}

/** Which of several servers is wanted, in libpq's words. */
export type Target = 'read-write' | 'primary';

/** What `DATABASE_URL` says, for either driver. Its own place is the first of `places`. */
export interface DatabaseAddress extends Place {
  /** Every server that may be the primary, at least one. */
  places: readonly Place[];
  /** What the chosen server must be. null: there is one, and it is taken as it is. */
  target: Target | null;
  /** undefined: what the environment says (`PGUSER`, `PGPASSWORD`, the user of the system). */
  user: string | undefined;
  password: string | undefined;
  /** undefined: named as the user. */
  database: string | undefined;
  tls: TlsMode;
  /** Paths of PEM files. `ca` may be `system`, the authorities that Node knows. */
  files: { ca?: string; cert?: string; key?: string };
  /** Whether TLS begins without being asked for (`sslnegotiation=direct`). */
  direct: boolean;
  /** undefined: named by whoever connects. */
  applicationName: string | undefined;
  /** Seconds. 0: for ever. */
  connectTimeout: number;
  /** Command-line options for the session, like `-c search_path=bot`. */
  options: string | undefined;
  /** false behind a pooler that keeps no prepared statements. */
  prepare: boolean;
  /** The parameters that neither driver knows. They are not used. */
  dropped: readonly string[];
}

/** The least that a parameter needs to be one: anything else behind a `?` may belong to a password. */
const PARAMETERS = String.raw`(?:\?(?:[\w.]+=[^&]*(?:&[\w.]+=[^&]*)*&?)?)?`;
const REST = new RegExp(`^([^/?#@]*)(?:/([^?#@]*))?(${PARAMETERS})$`);
const SCHEME = /^postgres(?:ql)?:\/\//i;

/** Settings of a session that node-postgres takes as parameters. PostgreSQL takes them as options. */
const SESSION = ['search_path', 'statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'];
/** Parameters of libpq and drivers that ask for what happens anyway. */
const IDLE: Readonly<Record<string, RegExp>> = {
  client_encoding: /^(?:utf-?8|unicode|auto)$/i,
  channel_binding: /^(?:prefer|disable)$/,
  uselibpqcompat: /^true$/,
  target_session_attrs: /^any$/,
  // All hosts are asked at once.
  load_balance_hosts: /^(?:disable|random)$/,
  gssencmode: /^(?:disable|prefer)$/,
};

/**
 * Reads a database's address once for both drivers, each of which would stumble over what only the other
 * knows. A user, password or path may hold reserved characters that were not escaped.
 * @throws {DatabaseError} in words, without the address, which holds a password
 */
export function readDatabaseUrl(url: string): DatabaseAddress {
  const trimmed = bare(url);
  if (!SCHEME.test(trimmed)) throw wrong('it must begin with postgres:// or postgresql://');
  const { login, place, name, query } = split(trimmed.replace(SCHEME, ''));
  const given = new Map(query.map(([key, value]) => [key, value]));
  const dropped = new Set<string>();
  const take = (...keys: string[]) => {
    const values = keys.map((key) => [given.get(key), given.delete(key)] as const);
    return values.map(([value]) => value).find((value) => value !== undefined && value !== '');
  };
  const [user, password] = login;
  const places = placesOf(place, take('host'), take('hostaddr'), take('port'));
  const target = targetOf(given.get('target_session_attrs'), places.length);
  if (target) take('target_session_attrs');
  const session = SESSION.flatMap((key) => {
    const value = take(key);
    return value === undefined ? [] : [`-c ${key}=${value.replaceAll(/[\\ ]/g, '\\$&')}`];
  });
  const options = [take('options')?.replaceAll('+', ' '), ...session].filter((one) => one !== undefined);
  const files = { ca: take('sslrootcert'), cert: take('sslcert'), key: take('sslkey') };
  const direct = take('sslnegotiation') === 'direct';
  const address = {
    ...(places[0] as Place),
    places,
    target,
    user: take('user') ?? user,
    password: take('password') ?? password,
    database: take('dbname', 'database') ?? name,
    tls: tlsOf(take('sslmode'), take('ssl'), { ...files, direct }),
    files: Object.fromEntries(Object.entries(files).filter(([, path]) => path !== undefined)),
    direct,
    applicationName: take('application_name'),
    connectTimeout: secondsOf(take('connect_timeout')),
    options: options.length > 0 ? options.join(' ') : undefined,
    prepare: take('prepare') !== 'false' && take('statement_cache_size') !== '0',
  };
  if (take('pgbouncer') === 'true') address.prepare = false;
  for (const [key, value] of given) if (!IDLE[key]?.test(value)) dropped.add(key);
  return { ...address, dropped: [...dropped].sort() };
}

/** Docker keeps the quotes of an env file, and hosts hand out the whole command. */
const bare = (url: string): string =>
  url
    .trim()
    .replace(/^psql\s+/, '')
    .replace(/^(["'])(.*)\1$/s, '$2')
    .trim();

const wrong = (why: string) =>
  new DatabaseError(`DATABASE_URL cannot be used: ${why} (postgres://user:password@host:5432/name).`);

interface Parts {
  login: readonly [string | undefined, string | undefined];
  place: string;
  name: string | undefined;
  query: [string, string][];
}

/** Splits at the first `@` behind which everything else has its proper form, or at none. */
function split(text: string): Parts {
  const ats = [-1, ...[...text.matchAll(/@/g)].map(({ index }) => index)];
  for (const at of ats) {
    const [, place, name = '', query = ''] = REST.exec(text.slice(at + 1)) ?? [];
    if (place === undefined || !isPlace(place)) continue;
    const login = at === -1 ? '' : text.slice(0, at);
    const colon = login.indexOf(':');
    const [user, password] = colon === -1 ? [login] : [login.slice(0, colon), login.slice(colon + 1)];
    const pairs = query.slice(1).split('&').filter(Boolean);
    return {
      login: [decoded(user ?? '') || undefined, decoded(password ?? '') || undefined],
      place: decoded(place),
      name: decoded(name) || undefined,
      query: pairs.map((pair) => {
        const equals = pair.indexOf('=');
        return [decoded(pair.slice(0, equals)).toLowerCase(), decoded(pair.slice(equals + 1))];
      }),
    };
  }
  throw wrong('it is no whole address; write @ as %40, / as %2F, ? as %3F and # as %23 in a password');
}

/** Whether a text is a host with or without a port, or several with commas between. */
const isPlace = (text: string) => text.split(',').every((one) => /^(?:\[[\da-f:.]+\]|[^:[\]]*)(?::\d*)?$/i.test(one));

/** Decodes what is percent-encoded, and leaves a `%` that stands for itself. */
const decoded = (text: string): string =>
  text.replaceAll(/(?:%[\da-f]{2})+/gi, (coded) => {
    try {
      return decodeURIComponent(coded);
    } catch {
      return coded;
    }
  });

/** As libpq pairs them: a port for each host, or one for all. */
function placesOf(place: string, ...[host, hostAddress, port]: (string | undefined)[]): Place[] {
  const written = place.split(',').map((one) => {
    const [, named = '', numbered = ''] = /^(\/.*?|\[.*\]|[^:]*)(?::(\d*))?$/.exec(one) ?? [];
    return { named, numbered };
  });
  const fromPlace = written.some(({ named }) => named !== '') ? written.map(({ named }) => named) : undefined;
  const hosts = host?.split(',') ?? fromPlace ?? hostAddress?.split(',') ?? [''];
  const ports = port?.split(',') ?? written.map(({ numbered }) => numbered);
  if (hosts.length > 1 && hosts.includes('')) throw wrong('one of its hosts has no name');
  if (ports.length > 1 && ports.length !== hosts.length) throw wrong('it must name a port for each host, or one');
  return hosts.map((one, i) => ({
    host: (one || 'localhost').replace(/^\[(.*)\]$/, '$1'),
    port: portOf((ports.length > 1 ? ports[i] : ports[0]) || '5432'),
  }));
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw wrong('its port is no number from 1 to 65535');
  return port;
}

/** Of several servers Tribunal takes one that it can write to, whether that is said or not. */
function targetOf(said: string | undefined, servers: number): Target | null {
  if (said === 'read-write' || said === 'primary') return said;
  if (servers === 1) return null;
  if (said === undefined || said === '' || said === 'any') return 'read-write';
  throw wrong('Tribunal writes, so target_session_attrs must be read-write or primary');
}

type Secured = { ca: string | undefined; cert: string | undefined; direct: boolean };

/** libpq's `sslmode`, or the `ssl` of other drivers, where it stands for `verify-full`. */
function tlsOf(sslmode: string | undefined, ssl: string | undefined, { ca, cert, direct }: Secured): TlsMode {
  const said = (sslmode ?? ssl)?.toLowerCase();
  // A mode that could do without would leave in clear what the files are there to protect.
  if (said === undefined) return ca ? 'verify-full' : direct || cert ? 'require' : 'disable';
  if (ca === 'system') return 'verify-full';
  if (said === 'true' || said === '1' || said === 'on') return 'verify-full';
  if (said === 'false' || said === '0' || said === 'off') return 'disable';
  if (said === 'allow') return 'prefer';
  if (said === 'no-verify' || said === 'noverify') return 'require';
  // As in libpq: who names an authority wants it asked.
  if (said === 'require' && ca) return 'verify-ca';
  const mode = tlsModes.find((one) => one === said);
  if (!mode) throw wrong(`sslmode must be ${tlsModes.join(', ')}, allow or no-verify`);
  return mode;
}

const TIMEOUT_SECONDS = 10;

function secondsOf(text: string | undefined): number {
  if (text === undefined) return TIMEOUT_SECONDS;
  if (!/^\d{1,6}$/.test(text)) throw wrong('connect_timeout must be a whole number of seconds');
  return Number(text);
}
