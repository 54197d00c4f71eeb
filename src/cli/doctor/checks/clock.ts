import { serverFacts } from '../../../../db/repo/health.ts';
import { type Finding, failure, ok, skipped, warning } from '../finding.ts';
import type { Patient } from '../patient.ts';
import { withPatientsDatabase } from '../with-patients-database.ts';

const [SMALL_MS, LARGE_MS] = [5000, 60_000];
const remedy = 'Let a time service set this machine’s clock: timedatectl set-ntp true, or chronyd.';

/** Compares this machine's clock with those of Discord and PostgreSQL. */
export async function clock(patient: Patient): Promise<Finding[]> {
  const discord = patient.discord?.aheadMs() ?? null;
  const byDatabase = await withPatientsDatabase(patient, 'clock', async (db) => {
    const before = patient.now();
    const { now } = await serverFacts(db);
    // PostgreSQL read its clock about halfway between request and response.
    return [judged('PostgreSQL', (before + patient.now()) / 2 - now)];
  });
  return [
    discord === null ? skipped('clock', 'Discord gave no time to compare with') : judged('Discord', discord),
    ...byDatabase,
  ];
}

function judged(whose: string, aheadMs: number): Finding {
  const off = Math.abs(aheadMs);
  const said =
    off < 1500
      ? `the same as that of ${whose}`
      : `${Math.round(off / 1000)} s ${aheadMs > 0 ? 'ahead of' : 'behind'} that of ${whose}`;
  if (off <= SMALL_MS) return ok('clock', said);
  return off > LARGE_MS ? failure('clock', said, remedy) : warning('clock', said, remedy);
}
