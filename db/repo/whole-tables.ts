import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';

/**
 * Has the statements of this transaction planned for whole tables. They keep in memory what PostgreSQL's
 * default of 4 MB would send to disk, and share long scans among processes: PostgreSQL takes measuring a text
 * for as cheap as comparing a number. What a cursor reads is read to its end.
 */
export async function planForWholeTables(tx: Db): Promise<void> {
  await tx.execute(sql`
    select set_config('work_mem', '64MB', true), set_config('cursor_tuple_fraction', '1', true),
      set_config('parallel_tuple_cost', '0.001', true), set_config('parallel_setup_cost', '100', true)`);
}
