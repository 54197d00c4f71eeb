import { distinctNames } from '../model-name.ts';

/**
 * The rows of one judge, by its public name or by the short one that the report gives it.
 * @param name undefined: all rows
 */
export function ofJudge<Row extends { judge: string }>(rows: readonly Row[], name: string | undefined): Row[] {
  const names = distinctNames(rows.map(({ judge }) => judge));
  return rows.filter(({ judge }) => name === undefined || judge === name || names.get(judge) === name);
}
