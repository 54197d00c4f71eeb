import { judgesIn } from '../model-name.ts';
import type { Judge } from './judge.ts';

/**
 * Opens the judge that an ask's settings name: one, or a jury as one judge, which has each question answered
 * by the juror that the question names.
 * @param name as settings keep it (`models/jury-name.ts`)
 * @param open opens a single judge
 */
export function openJury(name: string, open: (model: string) => Judge): Judge {
  const { rule, models } = judgesIn(name);
  if (rule === null) return open(name);
  const jurors = models.map(open);
  return {
    model: name,
    jury: { rule, models },
    get greedy() {
      return jurors.every(({ greedy = false }) => greedy);
    },
    compare: (question, signal, meter) => jurors[question.juror ?? 0]!.compare(question, signal, meter),
  };
}

/** The model that answers for a place in the jury; of one judge, its own. */
export const jurorsModel = ({ model, jury }: Pick<Judge, 'model' | 'jury'>, juror: number): string =>
  jury?.models[juror] ?? model;
