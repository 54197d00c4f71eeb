import { type SQL, sql } from 'drizzle-orm';

/** SQL of `majorityOf` in `src/agreement/majority.ts`: whether more people gave this label than any other. */
export const isMajority = (label: SQL, others: readonly SQL[]): SQL<boolean> =>
  sql<boolean>`(${label} > greatest(${sql.join([...others], sql`, `)}))`;
