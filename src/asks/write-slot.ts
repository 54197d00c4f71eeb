import type { Db } from '../../db/client.ts';
import { patiently } from '../../db/patiently.ts';
import { takeLock } from '../../db/repo/advisory-locks.ts';
import type { Ask } from '../../db/repo/asks.ts';
import { candidatesOf, insertCandidate, type NewCandidate } from '../../db/repo/candidates.ts';
import { duplicateOf } from '../candidates/duplicates.ts';
import type { CandidatePlan } from '../candidates/plan.ts';
import { writeCandidate } from '../candidates/write-candidate.ts';
import type { Turn } from '../judge/conversation.ts';
import { ModelError } from '../models/model-error.ts';
import { refusalOf } from './refusal.ts';
import type { RunDeps } from './run.ts';
import type { AskMeter } from './spending/ask-meter.ts';

/**
 * Has one candidate written, and stores the reply or the reason why there is none. Writes nothing once
 * `signal` is aborted.
 *
 * @throws what kept a call from being recorded, and every error that is not a `ModelError`.
 */
export async function writeSlot(
  ask: Ask,
  turns: readonly Turn[],
  plan: CandidatePlan,
  deps: RunDeps,
  meter: AskMeter,
  signal: AbortSignal,
): Promise<void> {
  const { database, log } = deps;
  const { slot, model, temperature, style } = plan;
  const common = { askId: ask.id, slot, model, temperature, style: style.name, createdAt: deps.now() };
  const keepIn = (db: Db, outcome: Pick<NewCandidate, 'state'> & Partial<NewCandidate>) =>
    insertCandidate(db, { ...common, ...outcome, finishedAt: deps.now() }, ask.takenUp);
  const keepFailed = (error: NewCandidate['error']) =>
    patiently(() => keepIn(database.db, { state: 'failed', error }), signal);
  try {
    const { ageRestricted = false } = ask.settings;
    const writing = { ...plan, ageRestricted };
    const reply = await writeCandidate(deps.openModel(model), turns, writing, signal, meter.of('candidate'));
    const refusal = await refusalOf(reply.text, deps.check, signal, meter.of('check'));
    meter.check();
    if (signal.aborted) return;
    if (refusal) {
      log.warn({ askId: ask.id, slot, model, refusal }, 'a reply was not let through');
      await keepFailed(refusal);
      return deps.progress(ask.id);
    }
    const keepReply = async (tx: Db) => {
      // Serialises the candidates of one ask: of two equal replies the later one must see the earlier one.
      // The lock's name holds the fencing token, so that a stale worker that hangs does not block this one.
      await takeLock(tx, `candidates ${ask.id} ${ask.takenUp}`);
      // This reply is there already when the connection broke while it was being committed.
      const earlier = (await candidatesOf(tx, ask.id)).filter(
        (c) => c.slot !== slot && c.state === 'done' && c.duplicateOf === null,
      );
      const twin = duplicateOf(
        reply.text,
        earlier.map(({ text }) => text ?? ''),
      );
      await keepIn(tx, {
        state: 'done',
        text: reply.text,
        duplicateOf: twin === null ? null : (earlier[twin]?.slot ?? null),
        stopReason: reply.stopReason,
        answeredBy: reply.answeredBy,
        ...reply.usage,
        latencyMs: Math.round(reply.latencyMs),
        firstTokenMs: reply.firstTokenMs === null ? null : Math.round(reply.firstTokenMs),
      });
    };
    await patiently(() => database.db.transaction(keepReply), signal);
  } catch (error) {
    meter.check();
    if (signal.aborted) return;
    if (!(error instanceof ModelError)) throw error;
    // Another worker has claimed the ask.
    if (error.code === 'aborted') return;
    log.warn({ askId: ask.id, slot, model, error }, 'a candidate failed');
    await keepFailed(error.code);
  }
  deps.progress(ask.id);
}
