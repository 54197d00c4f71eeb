import { ModelError } from './model-error.ts';

/**
 * The parts of `node-llama-cpp` 3.21 that are used. Its programs take some hundred megabytes, so it is not
 * installed with the bot, and its own types are not at hand.
 */
export interface NodeLlama {
  /** `build: 'never'`: nothing is compiled on the operator's machine. */
  getLlama(options: { build: 'never'; progressLogs: false; logLevel: 'error' }): Promise<{
    /** How many cores are of use to it. */
    readonly cpuMathCores: number;
    maxThreads: number;
    loadModel(options: { modelPath: string }): Promise<LlamaModel>;
  }>;
  LlamaChat: new (options: { contextSequence: LlamaSequence }) => LlamaChat;
  /** @returns the path of a file that is there, or that was fetched */
  resolveModelFile(
    uri: string,
    options: {
      cli: false;
      tokens?: { huggingFace: string };
      onProgress(status: { totalSize: number; downloadedSize: number }): void;
    },
  ): Promise<string>;
}

interface LlamaModel {
  tokenizer: unknown;
  createContext(options: { contextSize: { min: number; max: number } }): Promise<{
    contextSize: number;
    getSequence(): LlamaSequence;
  }>;
}

interface LlamaSequence {
  readonly model: LlamaModel;
}

/** One conversation at a time: a second one waits until the first has ended. */
export interface LlamaChat {
  readonly model: LlamaModel;
  readonly chatWrapper: {
    generateContextState(options: { chatHistory: LlamaTurn[] }): {
      contextText: { tokenize(tokenizer: unknown): readonly unknown[] };
    };
  };
  generateResponse(history: LlamaTurn[], options: LlamaOptions): Promise<{ metadata: { stopReason: string } }>;
}

export interface LlamaOptions {
  signal: AbortSignal;
  maxTokens: number;
  temperature: number;
  topK: number;
  topP: number;
  minP: number;
  seed: number;
  repeatPenalty: false;
  /** What ends a thought is written by the sampler. */
  budgets: { thoughtTokens: number };
  /** Asked when the context is full. */
  contextShift: { strategy(): never };
  onResponseChunk(chunk: { type?: 'segment'; text: string; tokens: readonly unknown[] }): void;
}

export type LlamaTurn =
  | { type: 'system' | 'user'; text: string }
  | { type: 'model'; response: (string | { type: 'segment'; segmentType: 'thought'; text: string; ended: boolean })[] };

/** In a variable, so that neither compiler nor bundler looks for a package that need not be there. */
const PACKAGE: string = 'node-llama-cpp';

/** The command that installs it. A later `npm ci` takes it away again. */
export const INSTALL = 'npm install --no-save node-llama-cpp@3.21.1';

/** @throws {ModelError} `not-found`, with the command that installs it */
export async function importNodeLlama(name = PACKAGE): Promise<NodeLlama> {
  try {
    return (await import(name)) as NodeLlama;
  } catch (cause) {
    const message = `A model named local:… runs by the package node-llama-cpp, which is not installed. Install it: ${INSTALL}`;
    throw new ModelError('not-found', message, { cause });
  }
}
