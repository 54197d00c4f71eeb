import { findPooling, isHeard } from '../../../../db/connection/pooling.ts';
import { FORGETFUL } from '../../../../db/connection/where-to-listen.ts';
import { type Finding, failure, ok, warning } from '../finding.ts';
import type { Patient } from '../patient.ts';

const name = 'pooler';

/** Checks what a pooler before the database takes away. Says nothing where there is none. */
export async function pooler({ databaseConfig }: Patient): Promise<Finding[]> {
  const { DATABASE_URL: url, DATABASE_DIRECT_URL: direct } = databaseConfig ?? {};
  if (url === undefined) return [];
  const { shared, keepsPrepared } = await findPooling(url);
  const found = keepsPrepared ? [] : [failure(name, FORGETFUL.what, FORGETFUL.remedy)];
  if (direct === undefined)
    return shared
      ? [
          ...found,
          warning(
            name,
            'a pooler shares the sessions of DATABASE_URL, so questions begin up to half a second later',
            'Set DATABASE_DIRECT_URL to the address of PostgreSQL itself: each process keeps one connection there.',
          ),
        ]
      : found;
  return [
    ...found,
    (await isHeard(url, direct).catch(() => false))
      ? ok(name, 'DATABASE_DIRECT_URL hears of new jobs')
      : warning(
          name,
          'DATABASE_DIRECT_URL hears nothing of what happens at DATABASE_URL, so questions begin later',
          'Let DATABASE_DIRECT_URL name PostgreSQL itself, with the same database, or leave it empty.',
        ),
  ];
}
