const NAME = 'qwen3:4b';

/** How to have a small model on one's own machine: two commands, with Ollama or with llama-server. */
export const smallModel = {
  /** As a setting names it, once Ollama serves it at its usual address. */
  setting: `hf:${NAME}@http://127.0.0.1:11434/v1`,
  ollama: ['OLLAMA_CONTEXT_LENGTH=16384 ollama serve', `ollama pull ${NAME}`],
  llamaCpp: ['brew install llama.cpp', 'llama-server -hf Qwen/Qwen3-4B-GGUF:Q4_K_M -c 16384 -np 1'],
} as const;

const { ollama, llamaCpp } = smallModel;

/** The same for a terminal, line by line. */
export const smallModelLines: readonly string[] = [
  'A small model takes two commands, and fetches 2.5 GB. No account is needed.',
  `Ollama (https://ollama.com):   ${ollama[0]}`,
  `  then, in another terminal:   ${ollama[1]}`,
  `llama.cpp:                     ${llamaCpp[0]}`,
  `  then:                        ${llamaCpp[1]}`,
];
