export interface Classification {
  accuracy: number;
  /** Means over all classes that occur (macro-average); a class that is never named has precision 0. */
  precision: number;
  recall: number;
  f1: number;
  n: number;
}

/**
 * Accuracy, and macro-averaged precision, recall and F1, as scikit-learn computes them.
 * @returns null without rows
 */
export function classify(rows: readonly { truth: string; said: string }[]): Classification | null {
  const n = rows.length;
  if (n === 0) return null;
  const classes = [...new Set(rows.flatMap(({ truth, said }) => [truth, said]))];
  const each = classes.map((name) => {
    const hits = rows.filter(({ truth, said }) => truth === name && said === name).length;
    const said = rows.filter((row) => row.said === name).length;
    const true_ = rows.filter(({ truth }) => truth === name).length;
    const precision = said > 0 ? hits / said : 0;
    const recall = true_ > 0 ? hits / true_ : 0;
    return { precision, recall, f1: precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0 };
  });
  const mean = (key: 'precision' | 'recall' | 'f1') => each.reduce((sum, one) => sum + one[key], 0) / classes.length;
  return {
    accuracy: rows.filter(({ truth, said }) => truth === said).length / n,
    precision: mean('precision'),
    recall: mean('recall'),
    f1: mean('f1'),
    n,
  };
}
