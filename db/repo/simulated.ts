import { type SQL, sql } from 'drizzle-orm';
import { fullNames, type Names } from './counting.ts';

/** SQL: whether the people of an ask are simulated. Everything made from it says so. */
export const isSimulated = ({ asks }: Names = fullNames): SQL<boolean> =>
  sql<boolean>`coalesce((${sql.raw(asks)}.settings ->> 'simulated')::boolean, false)`;
