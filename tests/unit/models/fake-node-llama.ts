import type { LlamaOptions, LlamaTurn, NodeLlama } from '../../../src/models/node-llama.ts';

interface Piece {
  text: string;
  /** Written as a thought. */
  thought?: boolean;
}

/** What the package does, without a model: a word is a token. */
export function fakeNodeLlama(pieces: readonly Piece[], { contextSize = 4096, stopReason = 'eogToken' } = {}) {
  const calls: { history: LlamaTurn[]; options: LlamaOptions }[] = [];
  let loads = 0;
  const tokensOf = (text: string) => text.split(/\s+/).filter(Boolean);
  class LlamaChat {
    readonly model = { tokenizer: null, createContext: async () => ({ contextSize, getSequence: () => this }) };
    readonly chatWrapper = {
      generateContextState: ({ chatHistory }: { chatHistory: LlamaTurn[] }) => ({
        contextText: { tokenize: () => tokensOf(JSON.stringify(chatHistory)) },
      }),
    };
    async generateResponse(history: LlamaTurn[], options: LlamaOptions) {
      calls.push({ history, options });
      for (const { text, thought } of pieces)
        options.onResponseChunk({ ...(thought ? { type: 'segment' } : {}), text, tokens: tokensOf(text) });
      return { metadata: { stopReason } };
    }
  }
  const llama = {
    cpuMathCores: 4,
    maxThreads: 4,
    loadModel: async () => {
      loads++;
      return new LlamaChat().model;
    },
  };
  const api = {
    getLlama: async () => llama,
    LlamaChat,
    resolveModelFile: async () => {
      throw new Error('no network');
    },
  } as unknown as NodeLlama;
  return { api, calls, llama, loads: () => loads };
}
