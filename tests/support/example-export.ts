import type { Format, Manifest } from '../../src/research/export/manifest.ts';
import { runExport } from '../../src/research/export/run.ts';
import { DAY_MS } from '../../src/terms.ts';
import { freshDatabase } from './database.ts';
import { fillSimulatedCommunity } from './simulated-community.ts';

const firstDay = new Date('2026-03-02T12:00:00Z');
const id = '00000000-0000-4000-8000-00000000e8a1';

/**
 * Exports the simulated community into `out`, which must not exist yet: the same bytes each time, because
 * seed, key, id and time are fixed.
 */
export async function exportExample(out: string, format: Format): Promise<Manifest> {
  const fresh = await freshDatabase();
  try {
    await fillSimulatedCommunity(fresh.database.db, 'an example', firstDay);
    return await runExport(fresh.database, {
      ...{ out, format, exportId: id, key: 'the key of an example, which protects nobody' },
      ...{ scope: { guildId: null, since: null, until: null }, fewestVotes: 3 },
      ...{ now: new Date(firstDay.getTime() + 7 * DAY_MS) },
      discordPermission:
        format === 'trl' || format === 'verl' ? 'none is needed: nothing in it comes from Discord' : null,
    });
  } finally {
    await fresh.close();
  }
}
