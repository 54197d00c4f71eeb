import { stat } from 'node:fs/promises';
import { keysInUse } from '../../../../db/repo/health.ts';
import { keyRingOf } from '../../../privacy/encryption/read-keys.ts';
import { type Finding, failure, ok, warning } from '../finding.ts';
import type { Patient } from '../patient.ts';
import { withPatientsDatabase } from '../with-patients-database.ts';

/** Checks the secrets: set, strong, the right ones, and readable by nobody else. */
export async function keys(patient: Patient): Promise<Finding[]> {
  return [...pseudonyms(patient), ...(await encryption(patient)), ...(await fileRights(patient))];
}

function pseudonyms({ config }: Patient): Finding[] {
  if (!config) return [];
  const weak = new Set(config.PSEUDONYM_KEY).size < 10;
  return [
    weak
      ? warning(
          'PSEUDONYM_KEY',
          'long enough, but made of few different characters: it can be guessed',
          'Before the first vote, make a better one: openssl rand -hex 32. Afterwards every voter would become another person.',
        )
      : ok('PSEUDONYM_KEY', 'set, and long enough'),
  ];
}

async function encryption(patient: Patient): Promise<Finding[]> {
  const name = 'DATA_ENCRYPTION_KEY';
  if (!patient.databaseConfig) return [];
  const ring = keyRingOf(patient.databaseConfig);
  const own = ring
    ? ok(name, `texts are written under the key ${ring.writing.id}`)
    : warning(
        name,
        'not set: texts are kept in clear in the database',
        'Set it to the output of: openssl rand -base64 32. Then run: npm run -s tribunal -- rotate-keys',
      );
  const stored = await withPatientsDatabase(patient, name, async (db) => {
    const { ids, clear } = await keysInUse(db);
    const unknown = ids.filter((id) => !ring?.byId.has(id));
    if (unknown.length > 0)
      return [
        failure(
          name,
          `texts in the database were encrypted under ${unknown.map((id) => `the key ${id}`).join(' and ')}, which is not set`,
          'Put that key back, behind the newest one and a comma between. Nothing is lost; without it those texts cannot be read.',
        ),
      ];
    const old = ids.filter((id) => id !== ring?.writing.id);
    if (ring && (old.length > 0 || clear))
      return [
        warning(
          name,
          old.length > 0 ? 'some texts are still under an older key' : 'some texts are still in clear',
          'Run: npm run -s tribunal -- rotate-keys',
        ),
      ];
    return [];
  });
  return [own, ...stored.filter(({ state }) => state !== 'skipped')];
}

async function fileRights({ envFile }: Patient): Promise<Finding[]> {
  if (process.platform === 'win32') return [];
  const file = await stat(envFile).catch(() => null);
  if (!file) return [];
  return [
    (file.mode & 0o077) === 0
      ? ok(envFile, 'only its owner can read it')
      : warning(envFile, 'others on this machine can read it, tokens and all', `Run: chmod 600 ${envFile}`),
  ];
}
