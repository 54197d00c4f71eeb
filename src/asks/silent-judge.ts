import { candidatesOf } from '../../db/repo/candidates.ts';
import { verdictsOf } from '../../db/repo/comparisons.ts';
import { noteShownEarly } from '../../db/repo/shown-early.ts';
import { hasAnswered } from './progress.ts';
import type { RunDeps } from './run.ts';
import { drawEarly } from './shown-early.ts';

/**
 * How long nothing is heard of a judge before one of the replies is shown, in milliseconds. A judge that is
 * awake on a card of its own thinks for 1,000 tokens in this time. A server that takes requests and says
 * nothing is given up only after two minutes.
 */
const SILENT_MS = 20_000;

/** Waits for a judge's first sign of life. */
export interface SilenceWatch {
  /** A comparison has begun; the time runs from the first one. */
  asked(): void;
  /** The judge has answered, or the ask has ended: it is not silent any more, for good. */
  over(): void;
}

/** @param silent called once, when the time is up */
export function watchSilence(silent: () => void, ms = SILENT_MS): SilenceWatch {
  let timer: NodeJS.Timeout | null = null;
  let isOver = false;
  return {
    asked() {
      if (isOver) return;
      timer ??= setTimeout(silent, ms);
    },
    over() {
      isOver = true;
      if (timer) clearTimeout(timer);
    },
  };
}

/**
 * Shows one of the replies, drawn by lot, while a judge is silent. An answer that has come in the meantime
 * keeps the screen as it is: from the first verdict on, a bar that moves is enough.
 */
export async function showEarly(
  ask: { id: string; seed: string; n: number },
  { database: { db }, progress }: Pick<RunDeps, 'database' | 'progress'>,
): Promise<void> {
  const early = drawEarly(ask, await candidatesOf(db, ask.id));
  if (early === null || hasAnswered(await verdictsOf(db, ask.id))) return;
  await noteShownEarly(db, ask.id, early);
  progress(ask.id);
}
