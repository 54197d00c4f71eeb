import type { ModelReply, ModelRequest, ReplyOptions, StopReason, Usage } from './model.ts';
import type { Tally } from './tally.ts';

export type AttemptReply = Omit<ModelReply, 'latencyMs' | 'usage'> & {
  /** null where the server did not count. */
  usage: Omit<Usage, 'costUsd'> | null;
};

/** A reply while it is being written: bounded, and counted. */
export interface Draft {
  /** Takes the next piece. false: the reply is as long as it may get, and nobody needs to read on. */
  add(piece: { text?: string; reasoning?: string }): boolean;
  /** Why the model says that it stopped. */
  stopped(reason: StopReason): void;
  reply(): AttemptReply;
  /** Nobody wants it any more: what comes now is not heard. */
  close(): void;
}

/**
 * Far above any text that is worth reading: English has four characters to a token, and the longest tokens are runs of blanks and dashes. A
 * server that goes on beyond it does not keep to `max_tokens`.
 */
export const CHARACTERS_A_TOKEN = 32;

/** Some servers say first what they were sent, so that much more is let through. */
const mostCharacters = ({ system = '', messages, maxTokens }: ModelRequest): number =>
  messages.reduce((sum, { content }) => sum + content.length, system.length) + maxTokens * CHARACTERS_A_TOKEN;

/**
 * The reply to a request. A server that does not stop is stopped at `CHARACTERS_A_TOKEN` characters for each of `maxTokens`, text and reasoning
 * together, and the reply is kept as one that ran out of tokens. `fed` is told of every piece that is not empty.
 */
export function openDraft(
  request: ModelRequest,
  tally: Tally,
  fed: () => void,
  onDelta: ReplyOptions['onDelta'],
): Draft {
  const startedAt = performance.now();
  let text = '';
  let reasoning = '';
  let room = mostCharacters(request);
  let stopReason: StopReason = 'end';
  let firstTokenMs: number | null = null;
  let closed = false;
  return {
    add(piece) {
      if (closed) return false;
      const thought = fit(piece.reasoning ?? '', room);
      const words = fit(piece.text ?? '', room - thought.length);
      const isWhole = thought.length === (piece.reasoning ?? '').length && words.length === (piece.text ?? '').length;
      if (thought !== '' || words !== '') {
        fed();
        firstTokenMs ??= performance.now() - startedAt;
        room -= thought.length + words.length;
        reasoning += thought;
        text += words;
        onDelta?.({ ...(words ? { text: words } : {}), ...(thought ? { reasoning: thought } : {}) });
      }
      if (!isWhole) stopReason = 'length';
      return isWhole;
    },
    stopped(reason) {
      stopReason = reason;
    },
    reply() {
      const { inputTokens, outputTokens, reasoningTokens } = tally.said;
      const usage =
        inputTokens === null || outputTokens === null ? null : { inputTokens, outputTokens, reasoningTokens };
      return { text, reasoning, stopReason, usage, firstTokenMs };
    },
    close() {
      closed = true;
    },
  };
}

/** What of a text fits, without half a character at its end. */
function fit(text: string, room: number): string {
  if (text.length <= room) return text;
  const cut = text.slice(0, Math.max(0, room));
  const last = cut.charCodeAt(cut.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? cut.slice(0, -1) : cut;
}
