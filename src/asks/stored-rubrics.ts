import type { Database } from '../../db/client.ts';
import { insertRubric, rubricOf } from '../../db/repo/rubrics.ts';
import { openRubrics, type Rubrics } from '../judge/rubrics.ts';

interface Keeping {
  askId: string;
  /** The worker's fencing token. Absent: any claim will do. */
  takenUp?: number;
  /** Whether a shadow judge wants them. */
  shadow: boolean;
  now: () => Date;
}

/**
 * The rubrics of one ask, kept in its rows: a worker that goes on with the ask finds what the one before had
 * paid for, and a shadow judge what the ask was judged by.
 */
export function storedRubrics({ db }: Pick<Database, 'db'>, { askId, takenUp, shadow, now }: Keeping): Rubrics {
  return openRubrics({
    async read({ model: writer, format, formatVersion }) {
      const row = await rubricOf(db, { askId, writer, format, formatVersion });
      return row && { model: row.writer, format, formatVersion, text: row.text, answeredBy: row.answeredBy };
    },
    keep: ({ model: writer, ...rubric }) =>
      insertRubric(db, { ...rubric, askId, writer, shadow, createdAt: now() }, takenUp),
  });
}
