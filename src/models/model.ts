import type { Meter } from './meter.ts';

/** One language model, whoever serves it. Adapters live beside this file; nothing outside this room knows a vendor. */
export interface Model {
  /** As configured: `vendor:model[@where]`. */
  readonly name: string;
  readonly abilities: Abilities;
  /**
   * Asks for one reply and resolves when it is complete.
   * @throws {ModelError} for every failure, an abort included (code `aborted`). What a meter throws is handed on as it is.
   */
  reply(request: ModelRequest, options?: ReplyOptions): Promise<ModelReply>;
}

/** In what vendors differ that matters to who asks. */
export interface Abilities {
  /** Temperature and top-p reach the model while it thinks. Otherwise the adapter leaves them out. */
  sendsSampling: boolean;
  /** `continueLast` can be asked for; a single server may still refuse it, with the code `bad-request`. */
  continuesLast: boolean;
}

export interface ModelRequest {
  system?: string;
  /** Ends with a `user` message, or with an `assistant` message where `continueLast` is set. */
  messages: readonly ModelMessage[];
  /** Upper bound of everything the model writes, reasoning included; in tokens. */
  maxTokens: number;
  /** How much of `maxTokens` may go into reasoning, where the vendor can tell the two apart; in tokens. 0 or absent: the vendor's default. */
  thinkingTokens?: number;
  /** 0–2; absent: the vendor's default. */
  temperature?: number;
  /** 0–1. */
  topP?: number;
  /** Asks the server to go on writing the last (assistant) message: vLLM's `continue_final_message`. */
  continueLast?: boolean;
}

export interface ModelMessage {
  role: 'user' | 'assistant';
  content: string;
}

export interface ReplyOptions {
  signal?: AbortSignal | undefined;
  /** Told of every request that is sent; absent: nobody is. */
  meter?: Meter | undefined;
  /** Called for every piece of text as it comes in, reasoning and answer apart. */
  onDelta?: (delta: { text?: string; reasoning?: string }) => void;
}

export interface ModelReply {
  /** What the model said, inline `<think>` parts still in it: whoever reads a reply decides what counts. */
  text: string;
  /** Reasoning that came in a field of its own (`reasoning`, `reasoning_content`, thinking blocks); '' if none. */
  reasoning: string;
  stopReason: StopReason;
  usage: Usage;
  /** From the first request sent to the last byte, retries included. */
  latencyMs: number;
  /** From the start of the successful request to its first piece of text; null where nothing was streamed. */
  firstTokenMs: number | null;
}

/** `end`: the model was done. `length`: it ran out of tokens, or was cut off because it wrote far more than it was asked for. `refused`: the vendor or model declined. */
export type StopReason = 'end' | 'length' | 'refused';

export interface Usage {
  inputTokens: number;
  /** Everything written, reasoning included. */
  outputTokens: number;
  /** null where the vendor does not say. A server that counts nothing, or nothing that can be, is 0 tokens at an unknown price. */
  reasoningTokens: number | null;
  /** US dollars; null where the price is not known, which is not zero. */
  costUsd: number | null;
}
