export interface ClassScores {
  /** Of rows that were said to be of this class, those that are; 0 where none was. */
  precision: number;
  /** Of rows of this class, those that were said to be; 0 where there are none. */
  recall: number;
  f1: number;
  /** Rows of this class (its support). */
  n: number;
}

export interface Classification {
  accuracy: number;
  /** Means over all classes that occur (macro-average); a class that is never named has precision 0. */
  precision: number;
  recall: number;
  f1: number;
  n: number;
  classes: Record<string, ClassScores>;
  /** How many rows of each true class were said to be of each class. */
  confusion: Record<string, Record<string, number>>;
}

/**
 * Accuracy, and precision, recall and F1 of each class and macro-averaged, as scikit-learn computes them.
 * @returns null without rows
 */
export function classify(rows: readonly { truth: string; said: string }[]): Classification | null {
  const n = rows.length;
  if (n === 0) return null;
  const names = [...new Set(rows.flatMap(({ truth, said }) => [truth, said]))].sort();
  const counts = new Map(names.map((truth) => [truth, new Map(names.map((said) => [said, 0]))]));
  for (const { truth, said } of rows) counts.get(truth)!.set(said, counts.get(truth)!.get(said)! + 1);
  const of = (truth: string, said: string) => counts.get(truth)!.get(said)!;
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const each = names.map((name): ClassScores => {
    const said = sum(names.map((truth) => of(truth, name)));
    const true_ = sum(names.map((other) => of(name, other)));
    const precision = said > 0 ? of(name, name) / said : 0;
    const recall = true_ > 0 ? of(name, name) / true_ : 0;
    return {
      precision,
      recall,
      f1: precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0,
      n: true_,
    };
  });
  const mean = (key: 'precision' | 'recall' | 'f1') => sum(each.map((one) => one[key])) / names.length;
  return {
    accuracy: sum(names.map((name) => of(name, name))) / n,
    precision: mean('precision'),
    recall: mean('recall'),
    f1: mean('f1'),
    n,
    classes: Object.fromEntries(names.map((name, i) => [name, each[i]!])),
    confusion: Object.fromEntries([...counts].map(([truth, own]) => [truth, Object.fromEntries(own)])),
  };
}
