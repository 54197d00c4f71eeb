import { type Coefficient, type ContextPair, contextualPreference } from '../../agreement/contextual.ts';
import { ownOf } from './family.ts';
import { decide, type JudgedPair, type Label } from './pairs.ts';
import { styleNames } from './style-features.ts';

/** One thing that a preference may follow, for people and the judge on the same pairs, as log-odds. */
export interface Minded {
  name: string;
  people: Coefficient;
  judge: Coefficient;
  difference: Coefficient;
}

export interface Style {
  /** For one standard deviation more of each. Empty without texts. */
  styles: Minded[];
  /** For a text of the judge's own family against one of another; null where models or family are unknown. */
  own: Minded | null;
  family: string | null;
  /** Whether the models' strengths were taken out of `styles`. */
  byModel: boolean;
  pairs: number;
  questions: number;
}

const preferred = (label: Label): number => (label === 'tie' ? 0.5 : Number(label === 'first'));

/** What the judge minds in texts, and for its own family, beside what people mind. */
export function styleFigures(pairs: readonly JudgedPair[], family: string | null): Style {
  const known = pairs.flatMap((pair) => {
    const label = decide(pair.runs[0]);
    return label === null || pair.people === null
      ? []
      : [{ ...pair, outcomes: { people: preferred(pair.people), judge: preferred(label) } }];
  });
  const styled = known.filter(({ style }) => style !== null);
  const named = known.filter(({ models }) => models !== null);
  const scaled = scale(styled.map(({ style }) => style!));
  const byModel = styled.length > 0 && styled.every(({ models }) => models !== null);
  const styles = contextualPreference(
    styled.map(
      ({ cluster, models, outcomes }, i): ContextPair => ({
        cluster,
        models: byModel ? models : null,
        features: scaled[i]!,
        ...outcomes,
      }),
    ),
  );
  const owns = family === null ? [] : named;
  const scaledToo = owns.every(({ style }) => style !== null) ? scale(owns.map(({ style }) => style!)) : [];
  // The strengths of models hold what people and the judge think of a family, so they are not taken out here.
  const own = contextualPreference(
    owns.map(({ cluster, models, outcomes }, i) => ({
      cluster,
      models: null,
      features: [ownOf(family!, models!), ...(scaledToo[i] ?? [])],
      ...outcomes,
    })),
  );
  const minded = (from: typeof styles, name: string, i: number): Minded => ({
    name,
    people: from.people[i]!,
    judge: from.judge[i]!,
    difference: from.difference[i]!,
  });
  return {
    styles: styled.length === 0 ? [] : styleNames.map((name, i) => minded(styles, name, i)),
    own: owns.length === 0 ? null : minded(own, 'own family', 0),
    family,
    byModel,
    pairs: styled.length,
    questions: styles.clusters,
  };
}

/** Divides each feature by its standard deviation, so that their coefficients can be compared. */
function scale(rows: readonly (readonly number[])[]): number[][] {
  const deviations = styleNames.map((_, i) => {
    const mean = rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length;
    return Math.sqrt(rows.reduce((sum, row) => sum + (row[i]! - mean) ** 2, 0) / rows.length) || 1;
  });
  return rows.map((row) => row.map((value, i) => value / deviations[i]!));
}
