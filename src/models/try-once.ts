import { answererOf } from './answerer.ts';
import type { Attempt } from './attempt.ts';
import type { CallPolicy } from './call-policy.ts';
import { type AttemptReply, openDraft } from './draft.ts';
import { mostTokens } from './estimate-tokens.ts';
import type { Meter, Spent } from './meter.ts';
import type { ModelRequest, ReplyOptions } from './model.ts';
import { aborted, ModelError } from './model-error.ts';
import { openTally, type Tally, takenBy } from './tally.ts';
import { untilAborted } from './until-aborted.ts';
import { startWatchdog } from './watchdog.ts';

export interface Trying<Reply extends AttemptReply> {
  name: string;
  attempt: Attempt<Reply>;
  policy: CallPolicy;
  meter: Meter | undefined;
  /** Called with how it ended, unless it was aborted. */
  seen: (outcome: string) => void;
  /** US dollars; null where the price is unknown. `estimated`: the counts are upper bounds. */
  priceOf: (tokens: { inputTokens: number; outputTokens: number }, estimated: boolean) => number | null;
  onDelta: ReplyOptions['onDelta'];
  /** Called just before the request is sent. */
  begun: () => void;
  /** Called for every piece of text. */
  alive: () => void;
  /** The outcome that a meter gets for an attempt that the signal ended. */
  whyAborted: () => string;
}

/**
 * One attempt, from before it is sent until it is accounted for. Ends with the signal, whatever the server
 * does.
 * @throws {ModelError}
 * @throws what the meter throws, as it is: then nothing was sent
 */
export async function tryOnce<Reply extends AttemptReply>(
  request: ModelRequest,
  trying: Trying<Reply>,
  signal: AbortSignal,
): Promise<Reply> {
  const { name, meter, priceOf } = trying;
  const priced = (tokens: { inputTokens: number; outputTokens: number }, estimated: boolean): Spent => ({
    inputTokens: tokens.inputTokens,
    outputTokens: tokens.outputTokens,
    costUsd: priceOf(tokens, estimated),
  });
  const ticket = await meter?.begin(name, priced(mostTokens(request), true));
  const tally = openTally();
  let error: ModelError | null = null;
  let answeredBy: string | null = null;
  try {
    const reply = await watched(request, tally, trying, signal);
    answeredBy = answererOf(reply.answeredBy);
    return reply;
  } catch (thrown) {
    error = thrown as ModelError;
    throw thrown;
  } finally {
    const taken = takenBy(request, tally, error);
    const outcome = error === null ? 'done' : error.code === 'aborted' ? trying.whyAborted() : error.code;
    if (outcome !== 'aborted') trying.seen(outcome);
    await ticket?.end(priced(taken, taken.estimated), { estimated: taken.estimated, outcome, answeredBy });
  }
}

/** @throws {ModelError} and nothing else. */
async function watched<Reply extends AttemptReply>(
  request: ModelRequest,
  tally: Tally,
  { attempt, policy, onDelta, begun, alive }: Trying<Reply>,
  signal: AbortSignal,
): Promise<Reply> {
  if (signal.aborted) throw aborted();
  begun();
  const watchdog = startWatchdog(policy, signal);
  const fed = () => {
    watchdog.fed();
    alive();
  };
  const draft = openDraft(request, tally, fed, onDelta);
  try {
    return await untilAborted(attempt(request, { watchdog, draft, tally }), watchdog.signal, aborted);
  } catch (error) {
    // An abort looks like a broken connection, and must not count against the server.
    if (signal.aborted) throw aborted(error);
    const bitten = watchdog.bitten();
    if (bitten) throw bitten;
    if (error instanceof ModelError) throw error;
    throw new ModelError('bad-response', 'The model’s server answered in a way that nobody expected.', {
      cause: error,
    });
  } finally {
    draft.close();
    watchdog.stop();
  }
}
