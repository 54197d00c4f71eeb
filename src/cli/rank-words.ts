import type { Group } from '../agreement/connection.ts';
import { namedItems } from './named-items.ts';

/**
 * What a ranking cannot say, in sentences: groups that never met, and items that won or lost everything
 * against the others.
 */
export function unrankable(
  groups: readonly Group[],
  method: 'bradley-terry' | 'davidson' | 'elo',
  /** Whether some comparisons tied, and a tie is an outcome of its own. */
  tiesApart: boolean,
): string[] {
  const said: string[] = [];
  if (groups.length > 1) {
    const all = groups.map(({ items }, i) => `(${i + 1}) ${namedItems(items)}`);
    const shown = all.slice(0, 6);
    const more = all.length > shown.length ? ` … and ${all.length - shown.length} more groups` : '';
    said.push(
      `The items fall into ${all.length} groups that never met, so nothing says which of two items from different groups is better: ${shown.join('; ')}${more}. Compare within a group (column “group”) only.`,
    );
  }
  // Elo moves by a few points a comparison, so that nothing is infinite; but then it depends on their number.
  const far = method === 'elo' ? 'their ratings rise with every further comparison' : 'no finite strength fits best';
  const open = groups.filter(({ items, core }) => core.length < items.length);
  const list = (of: (group: Group) => string[]) => open.flatMap(of);
  const sides = [
    [
      list(({ above }) => above),
      'never lost to the others, however indirectly',
      `${far}, and nothing bounds how far above they are`,
    ],
    [
      list(({ below }) => below),
      'never won against the others, however indirectly',
      `${far.replace('rise', 'fall')}, and nothing bounds how far below they are`,
    ],
    [list(({ aside }) => aside), 'have no way to and from the others', 'nothing says where they stand'],
  ] as const;
  for (const [items, what, then] of sides) if (items.length > 0) said.push(`${namedItems(items)}: ${what}; ${then}.`);
  if (tiesApart && open.length > 0)
    said.push('Where a tie is an outcome of its own, it alone does not hold two items together.');
  return said;
}

/** Which items have no interval at all, and why. */
export function withoutInterval(
  strengths: readonly { item: string; low: number | null; high: number | null }[],
  mostProfiled: number,
): string[] {
  const none = strengths.filter(({ low, high }) => low === null || high === null).map(({ item }) => item);
  if (none.length === 0) return [];
  const why =
    strengths.length > mostProfiled
      ? `they are in one cluster only, or won or lost everything among more than ${mostProfiled} items`
      : 'only one cluster speaks of them, so that nothing tells how much clusters differ';
  return [`No interval for ${namedItems(none)}: ${why}.`];
}
