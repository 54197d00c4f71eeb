import type { Answerer, ModelReply, ModelRequest, ReplyOptions, StopReason, Usage } from './model.ts';
import type { Tally } from './tally.ts';

export type AttemptReply = Omit<ModelReply, 'latencyMs' | 'usage' | 'promptCut'> & {
  /** null where the server reported no counts. */
  usage: Omit<Usage, 'costUsd'> | null;
};

/** A reply while it is being written: bounded, and timed. */
export interface Draft {
  /**
   * Takes the next piece.
   * @returns false when the reply is as long as it may get: nobody needs to read on
   */
  add(piece: { text?: string; reasoning?: string }): boolean;
  /** Records why the model says that it stopped. */
  stopped(reason: StopReason): void;
  /** Records what a chunk says of who answers; what an earlier one said stays. */
  answeredBy(said: { model?: unknown; provider?: unknown; system_fingerprint?: unknown }): void;
  reply(): AttemptReply;
  /** Ignores everything from now on. */
  close(): void;
}

/**
 * The most characters per token, far above any text that is worth reading: English has four, and the longest
 * tokens are runs of blanks and dashes. A server that goes beyond it does not keep to `max_tokens`.
 */
export const CHARACTERS_A_TOKEN = 32;

/** Some servers stream the prompt first, so that much more is let through. */
const mostCharacters = ({ system = '', messages, maxTokens }: ModelRequest): number =>
  messages.reduce((sum, { content }) => sum + content.length, system.length) + maxTokens * CHARACTERS_A_TOKEN;

/**
 * Collects the reply to a request. A server that does not stop is cut off at `CHARACTERS_A_TOKEN` characters
 * for each of `maxTokens`, text and reasoning together; the reply then counts as one that ran out of tokens.
 * @param fed is called for every piece that is not empty
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
  let answerer: Answerer = { model: null, provider: null, fingerprint: null };
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
    answeredBy({ model, provider, system_fingerprint }) {
      answerer = {
        model: nameIn(model) ?? answerer.model,
        provider: nameIn(provider) ?? answerer.provider,
        fingerprint: nameIn(system_fingerprint) ?? answerer.fingerprint,
      };
    },
    reply() {
      const { inputTokens, outputTokens, reasoningTokens } = tally.said;
      const usage =
        inputTokens === null || outputTokens === null ? null : { inputTokens, outputTokens, reasoningTokens };
      return { text, reasoning, stopReason, answeredBy: answerer, usage, firstTokenMs };
    },
    close() {
      closed = true;
    },
  };
}

/** A server may send anything in the place of a name; what is kept is short and in one line. */
const nameIn = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().replace(/\s+/g, ' ').slice(0, 200) : null;

/** @returns the part of a text that fits, without half a surrogate pair at its end */
function fit(text: string, room: number): string {
  if (text.length <= room) return text;
  const cut = text.slice(0, Math.max(0, room));
  const last = cut.charCodeAt(cut.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? cut.slice(0, -1) : cut;
}
