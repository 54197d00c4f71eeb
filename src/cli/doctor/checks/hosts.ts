import { readDatabaseUrl } from '../../../../db/connection/database-url.ts';
import { placeWords } from '../../../../db/connection/place-words.ts';
import { type Answer, askerOf, roleWords } from '../../../../db/connection/primary.ts';
import { type Finding, ok, warning } from '../finding.ts';

/**
 * Says what each server of DATABASE_URL is, where it names several. That one of them takes writes is known by
 * then: the database was opened.
 */
export async function hosts(url: string): Promise<Finding[]> {
  const address = url === '' ? null : readDatabaseUrl(url);
  if (!address || address.places.length < 2) return [];
  const answers = await Promise.all(address.places.map(askerOf(address)));
  return answersFound(answers);
}

/** Judges what the servers answered. */
export function answersFound(answers: readonly Answer[]): Finding[] {
  const name = 'hosts';
  const said = answers.map((answer) => `${placeWords(answer.place)} ${roleWords(answer)}`).join(' ');
  const able = answers.filter(({ role }) => role === 'primary');
  if (able.length > 1)
    return [
      warning(
        name,
        `more than one takes writes: ${said}`,
        'Stop the old primary, and make it a standby of the new one (pg_rewind). What was written to it since is nowhere else.',
      ),
    ];
  const silent = answers.filter(({ role }) => role === null);
  if (silent.length > 0) return [warning(name, said, 'Mend it: until then no server takes over for one that dies.')];
  return [ok(name, said)];
}
