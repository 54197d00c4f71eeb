import { type Item, plurality, type Study } from './ratings.ts';

/**
 * The same items with judges in the place of people, so that the statistics of agreement among people say how
 * far judges agree among themselves. All judges stay judges too.
 * @param which numbers of the judges that become people; all by default
 */
export function withJudgesAsPeople(
  study: Study,
  which: readonly number[] = study.judges.map((_, judge) => judge),
): Study {
  const items = study.items.map((item): Item => {
    const humans = which.flatMap((judge, rater) => {
      const label = item.judges[judge];
      return label === undefined ? [] : [{ rater, label }];
    });
    const counts = new Map<number, number>();
    for (const { label } of humans) counts.set(label, (counts.get(label) ?? 0) + 1);
    return { ...item, humans, counts, plurality: plurality(humans.map(({ label }) => label)) };
  });
  return { ...study, items, humans: which.map((judge) => study.judges[judge]!) };
}
