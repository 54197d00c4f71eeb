import { distinctNames } from '../../model-name.ts';
import type { ReportData } from './gather.ts';

/** Calls every model in a report by the shortest name that no other model in it has. */
export function withNames(data: ReportData): ReportData {
  const { by, judges, shadows, others, ranking, stances, look, among } = data;
  const names = distinctNames(
    [
      ...[...by.judge, ...by.model].map(({ name }) => name),
      ...[...judges, ...shadows].map(({ judge }) => judge),
      ...others.map(({ asked }) => asked),
      ...[...ranking.models, ...ranking.unranked].map(({ model }) => model),
    ].filter((name) => name !== ''),
  );
  const called = (name: string) => names.get(name) ?? name;
  const group = <T extends { name: string }>(one: T): T => ({ ...one, name: called(one.name) });
  const model = <T extends { model: string }>(one: T): T => ({ ...one, model: called(one.model) });
  const judge = <T extends { judge: string }>(one: T): T => ({ ...one, judge: called(one.judge) });
  return {
    ...data,
    by: { ...by, judge: by.judge.map(group), model: by.model.map(group) },
    judges: judges.map(judge),
    shadows: shadows.map(judge),
    others: others.map((one) => ({ ...one, asked: called(one.asked) })),
    ranking: { ...ranking, models: ranking.models.map(model), unranked: ranking.unranked.map(model) },
    stances: stances.map(group),
    among: among && {
      ...among,
      pairs: among.pairs.map((pair) => ({
        ...pair,
        judges: [called(pair.judges[0]), called(pair.judges[1])] as const,
      })),
      withoutGold: {
        ...among.withoutGold,
        judges: Object.fromEntries(Object.entries(among.withoutGold.judges).map(([name, own]) => [called(name), own])),
      },
    },
    look: look.finished ? look : { ...look, groups: look.groups.map(group) },
  };
}
