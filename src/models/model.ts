import type { PictureType } from '../terms.ts';
import type { Meter } from './meter.ts';

/** One language model, whoever serves it. Adapters live beside this file; no other room knows a vendor. */
export interface Model {
  /** As configured: `vendor:model[@where]`. */
  readonly name: string;
  readonly abilities: Abilities;
  /**
   * Asks for one reply, and resolves when it is complete.
   * @throws {ModelError} for every failure, an abort included (code `aborted`); what a meter throws is passed
   * on as it is
   */
  reply(request: ModelRequest, options?: ReplyOptions): Promise<ModelReply>;
  /**
   * Has a reward model score a conversation that ends with a reply; absent: this vendor has none.
   * @throws {ModelError} as `reply` does, and `bad-response` where no finite score came
   */
  score?(messages: readonly ModelMessage[], options?: Omit<ReplyOptions, 'onDelta'>): Promise<ModelScore>;
}

/** What a reward model says of a conversation. */
export interface ModelScore extends Pick<ModelReply, 'answeredBy' | 'promptCut' | 'usage' | 'latencyMs'> {
  /** Finite; the higher, the better. Only scores of one model on one question can be compared. */
  score: number;
}

/** Differences between vendors that matter to callers. */
export interface Abilities {
  /**
   * Temperature and top-p reach the model while it thinks. Where they do not, the adapter leaves them out.
   */
  sendsSampling: boolean;
  /** `continueLast` is supported. A single server may still refuse it, with the code `bad-request`. */
  continuesLast: boolean;
}

export interface ModelRequest {
  system?: string;
  /** Ends with an `assistant` message where `continueLast` is set, and never otherwise. */
  messages: readonly ModelMessage[];
  /** Upper bound of all that the model writes, reasoning included; in tokens. */
  maxTokens: number;
  /**
   * How much of `maxTokens` may go into reasoning, where the vendor can limit it; in tokens. 0 or absent: the
   * vendor's default.
   */
  thinkingTokens?: number;
  /** The chat template is told that the model must not think, on a server of one's own. Absent: it is not. */
  thinks?: false;
  /** 0–2; absent: the vendor's default. */
  temperature?: number;
  /** 0–1. */
  topP?: number;
  /** Has the server go on writing the last (assistant) message: vLLM's `continue_final_message`. */
  continueLast?: boolean;
}

export interface ModelMessage {
  /** The numbered ones are a reward model's: only a server with that model's chat template takes them. */
  role: 'user' | 'assistant' | 'response_1' | 'response_2';
  content: string;
  /** Sent in front of the text, as vendors advise. Only models that can see take any (`sight.ts`). */
  pictures?: readonly ModelPicture[];
}

/** A picture, as it is sent to a model. */
export interface ModelPicture {
  type: PictureType;
  /** The file in base64. */
  data: string;
  /** In pixels. */
  width: number;
  height: number;
}

export interface ReplyOptions {
  signal?: AbortSignal | undefined;
  /** Accounts for every request that is sent; absent: none is counted. */
  meter?: Meter | undefined;
  /** Called for every piece of text as it comes in; reasoning and answer apart. */
  onDelta?: (delta: { text?: string; reasoning?: string }) => void;
}

/** Who answered, as the server says; each null where it says nothing. */
export interface Answerer {
  model: string | null;
  provider: string | null;
  fingerprint: string | null;
}

export interface ModelReply {
  /** What the model wrote, inline `<think>` parts included: the reader decides what counts. */
  text: string;
  /** Reasoning from a field of its own (`reasoning`, `reasoning_content`, thinking blocks); '' if none. */
  reasoning: string;
  stopReason: StopReason;
  answeredBy: Answerer;
  /** The server read much less than it was sent: it cut the prompt to its context, without a word. */
  promptCut: boolean;
  usage: Usage;
  /** From the first request sent to the last byte, retries included. */
  latencyMs: number;
  /** From the start of the successful request to its first piece of text; null where nothing was streamed. */
  firstTokenMs: number | null;
}

/**
 * `end`: the model was done. `length`: it ran out of tokens, or was cut off because it wrote far more than
 * was asked for. `refused`: vendor or model declined.
 */
export type StopReason = 'end' | 'length' | 'refused';

export interface Usage {
  /** null where the server does not count, which is not zero. */
  inputTokens: number | null;
  /** All that was written, reasoning included; null where the server does not count. */
  outputTokens: number | null;
  /** null where the vendor does not report it. */
  reasoningTokens: number | null;
  /** US dollars; null where the price is not known, which is not zero. */
  costUsd: number | null;
}
