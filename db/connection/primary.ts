import postgres from 'postgres';
import { DatabaseError } from '../database-error.ts';
import { reasonOf } from './connection-words.ts';
import type { DatabaseAddress, Place } from './database-url.ts';
import { LateSocket } from './late-socket.ts';
import { loginOf } from './login.ts';
import { openSocket } from './open-socket.ts';
import { placeWords } from './place-words.ts';

/**
 * What a server says it is. `read-only`: a primary on which every transaction begins as one that only reads.
 */
export type Role = 'primary' | 'read-only' | 'standby';

/** What one of the servers of an address answered. */
export interface Answer {
  place: Place;
  /** null: it could not be asked, because of `error`. */
  role: Role | null;
  /** Counts the promotions that its data went through. 0: unknown, or a standby. */
  timeline: number;
  error: unknown;
}

export type Ask = (place: Place) => Promise<Answer>;

/** The most that a question to a server takes. People should not wait for machines that are gone. */
const PATIENCE_MS = 3000;
/** Once a primary is known, another one that was promoted later has this long to speak up. */
const OBJECTION_MS = 250;

/** Finds the server that takes writes. */
export interface PrimaryFinder {
  /**
   * Asks all servers at once. Of several that take writes, it is the one that was promoted last, as when an
   * old primary came back. Callers at the same time share one answer.
   *
   * @throws {DatabaseError} naming each server and why it is not the one
   */
  find(): Promise<Place>;
  /** Whether a server is no longer the one, or does not even refuse to answer. */
  isGone(place: Place): Promise<boolean>;
}

/**
 * @param address needs a `target`
 * @param ask asks a server what it is; never rejects
 */
export function openPrimaryFinder(address: DatabaseAddress, ask: Ask = askerOf(address)): PrimaryFinder {
  let running: Promise<Choice> | null = null;
  const choose = () => {
    running ??= chooseAmong(address, ask).finally(() => {
      running = null;
    });
    return running;
  };
  return {
    async find() {
      const { chosen, answers } = await choose();
      if (chosen) return chosen.place;
      const each = answers.map((answer) => `${placeWords(answer.place)} ${roleWords(answer)}`);
      const error = new DatabaseError(`No server of DATABASE_URL takes writes: ${each.join('; ')}`);
      // sqlclient_unable_to_establish_sqlconnection
      throw Object.assign(error, { code: '08001' });
    },
    async isGone(place) {
      const { chosen, answers } = await choose();
      if (chosen) return chosen.place !== place;
      const answer = answers.find((one) => one.place === place);
      return answer?.role === 'standby' || !SQLSTATE.test((answer?.error as { code?: string } | null)?.code ?? '');
    },
  };
}

/** A server that answers so is there. The codes of the network have no digit. */
const SQLSTATE = /^(?=.*\d)[\dA-Z]{5}$/;

interface Choice {
  chosen: Answer | null;
  answers: readonly Answer[];
}

function chooseAmong({ places, target }: DatabaseAddress, ask: Ask): Promise<Choice> {
  return new Promise((resolve) => {
    const answers: Answer[] = [];
    const end = () => {
      const able = answers.filter((answer) => takesWrites(answer, target));
      // The order of the list decides where the timelines do not.
      able.sort((a, b) => b.timeline - a.timeline || places.indexOf(a.place) - places.indexOf(b.place));
      resolve({ chosen: able[0] ?? null, answers });
    };
    for (const place of places)
      void ask(place).then((answer) => {
        answers.push(answer);
        if (answers.length === places.length) end();
        else if (takesWrites(answer, target)) setTimeout(end, OBJECTION_MS);
      });
  });
}

/** libpq's `read-write` wants a primary on which a transaction may write unless told otherwise. */
const takesWrites = ({ role }: Answer, target: DatabaseAddress['target']): boolean =>
  role === 'primary' || (role === 'read-only' && target === 'primary');

/** Asks by a connection of its own. */
export const askerOf =
  (address: DatabaseAddress): Ask =>
  async (place) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const sql = postgres({
      ...loginOf(address, 'tribunal looks for the primary'),
      socket: () => new LateSocket((given) => openSocket(place, address, AbortSignal.any([given, signal]))).connect(),
      max: 1,
      fetch_types: false,
      connect_timeout: PATIENCE_MS / 1000,
    } as postgres.Options<Record<string, never>>);
    try {
      return { place, error: null, ...(await inTime(roleAndTimeline(sql), signal)) };
    } catch (error) {
      return { place, role: null, timeline: 0, error: signal.aborted ? tooLate : error };
    } finally {
      void sql.end({ timeout: 0 }).catch(() => {});
    }
  };

const tooLate = Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' });

const inTime = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(tooLate), { once: true })),
  ]);

async function roleAndTimeline(sql: postgres.Sql): Promise<{ role: Role; timeline: number }> {
  const [said] = await sql`
    select pg_is_in_recovery() as standby, current_setting('transaction_read_only') = 'on' as "readOnly"`;
  const role = said?.standby ? 'standby' : said?.readOnly ? 'read-only' : 'primary';
  if (role === 'standby') return { role, timeline: 0 };
  // The first eight digits of a file of the log. Services that store it in another way do not tell.
  const [file] = await sql`select pg_walfile_name(pg_current_wal_lsn()) as name`.catch(() => []);
  return { role, timeline: Number.parseInt(String(file?.name ?? '').slice(0, 8), 16) || 0 };
}

/** Says in words what a server is, or why it could not be asked. */
export function roleWords({ role, error }: Answer): string {
  if (role === 'primary') return 'is the primary.';
  if (role === 'standby') return 'is a standby, which can only be read.';
  if (role === 'read-only') return 'has default_transaction_read_only on.';
  return `cannot be asked: ${reasonOf(error) ?? String((error as Error).message)}`;
}
