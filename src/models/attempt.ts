import type { ModelReply, ModelRequest, ReplyOptions } from './model.ts';
import type { Watchdog } from './watchdog.ts';

/** One try at one vendor; time-outs, retries and limits are put around it. */
export type Attempt = (
  request: ModelRequest,
  watchdog: Watchdog,
  onDelta: ReplyOptions['onDelta'],
) => Promise<AttemptReply>;

export type AttemptReply = Omit<ModelReply, 'latencyMs' | 'usage'> & {
  usage: { inputTokens: number; outputTokens: number; reasoningTokens: number | null };
};

/** What an attempt begins with. */
export const emptyReply = (): AttemptReply => ({
  text: '',
  reasoning: '',
  stopReason: 'end',
  usage: { inputTokens: 0, outputTokens: 0, reasoningTokens: null },
  firstTokenMs: null,
});
