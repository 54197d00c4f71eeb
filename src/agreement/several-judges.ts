import type { BootstrapOptions } from './bootstrap.ts';
import { fleissKappa, gwetAc1, krippendorffAlpha, rawAgreement } from './human-human.ts';
import { cohenKappa, vsMajority } from './judge-human.ts';
import { withJudgesAsPeople } from './judges-as-people.ts';
import type { Study } from './ratings.ts';
import { estimate } from './share-estimate.ts';
import type { Figure, Statistic } from './statistic.ts';
import { difference } from './two-judges.ts';
import { type WithoutGold, withoutGold } from './without-gold.ts';

export interface SeveralJudges {
  items: number;
  clusters: number;
  judges: number;
  /** The figures of agreement among people, with judges in their place. */
  among: Record<'rawAgreement' | 'fleissKappa' | 'krippendorffAlpha' | 'gwetAc1', Figure>;
  /** Every two judges that labelled items in common. n: those items. */
  pairs: { judges: readonly [string, string]; agreement: Figure; kappa: Figure }[];
  withoutGold: Omit<WithoutGold, 'labels'>;
  /** Items on which Dawid and Skene's label is not the judges' strict majority; null without either. */
  moved: { items: number; of: number } | null;
  /** Against the people's strict majority; null where there are no people. n: items. */
  people: { majority: Figure; dawidSkene: Figure; difference: Figure } | null;
}

/** How far several judges agree among themselves, and what their labels say without people's. */
export function severalJudges(study: Study, options: BootstrapOptions): SeveralJudges {
  const own = study.items.filter(({ judges }) => judges.some((label) => label !== undefined));
  const all = { ...study, items: own };
  const among = withJudgesAsPeople(all);
  const figure = (of: Study, statistic: Statistic) => estimate(statistic, of.items, options);
  const { labels, ...gold } = withoutGold(all);
  return {
    items: own.length,
    clusters: new Set(own.map(({ cluster }) => cluster)).size,
    judges: study.judges.length,
    among: {
      rawAgreement: figure(among, rawAgreement(among)),
      fleissKappa: figure(among, fleissKappa(among)),
      krippendorffAlpha: figure(among, krippendorffAlpha(among)),
      gwetAc1: figure(among, gwetAc1(among)),
    },
    pairs: study.judges.flatMap((first, a) => {
      const against = withJudgesAsPeople(all, [a]);
      return study.judges.slice(a + 1).flatMap((second, more) => {
        const b = a + 1 + more;
        const agreement = figure(against, vsMajority(against, b, true));
        if (agreement.n === 0) return [];
        return [{ judges: [first, second] as const, agreement, kappa: figure(against, cohenKappa(against, b, true)) }];
      });
    }),
    withoutGold: gold,
    ...beside(all, among, labels, figure),
  };
}

/** The judges' strict majority and Dawid and Skene's labels, as if they were two judges more. */
function beside(
  study: Study,
  among: Study,
  labels: WithoutGold['labels'],
  figure: (of: Study, statistic: Statistic) => Figure,
): Pick<SeveralJudges, 'moved' | 'people'> {
  if (labels.length === 0) return { moved: null, people: null };
  const items = study.items.map((item, i) => ({
    ...item,
    judges: [among.items[i]!.plurality ?? undefined, labels[i]],
  }));
  const both = { ...study, items, judges: ['majority', 'Dawid–Skene'] };
  const told = items.filter(({ judges }) => judges[0] !== undefined);
  const moved = { items: told.filter(({ judges: [one, other] }) => one !== other).length, of: told.length };
  if (study.humans.length === 0) return { moved, people: null };
  return {
    moved,
    people: {
      majority: figure(both, vsMajority(both, 0, true)),
      dawidSkene: figure(both, vsMajority(both, 1, true)),
      difference: figure(both, difference(1, 0)),
    },
  };
}
