import type { ModelReply, ModelRequest, ReplyOptions, Usage } from './model.ts';
import type { Watchdog } from './watchdog.ts';

/** One try at one vendor; time-outs, retries and limits are put around it. */
export type Attempt = (
  request: ModelRequest,
  watchdog: Watchdog,
  onDelta: ReplyOptions['onDelta'],
) => Promise<AttemptReply>;

export type AttemptReply = Omit<ModelReply, 'latencyMs' | 'usage'> & {
  /** null where the server did not count. */
  usage: Omit<Usage, 'costUsd'> | null;
};

/** What an attempt begins with. */
export const emptyReply = (): AttemptReply => ({
  text: '',
  reasoning: '',
  stopReason: 'end',
  usage: null,
  firstTokenMs: null,
});
