import type { Attempt } from './attempt.ts';
import type { Engine } from './local-engine.ts';
import type { ModelMessage, ModelRequest } from './model.ts';
import { ModelError } from './model-error.ts';
import type { LlamaTurn } from './node-llama.ts';
import { hear, see } from './tally.ts';
import { splitAtLastThought } from './thoughts.ts';

/**
 * What llama-server draws with where a request says nothing, so that a model behaves alike in both.
 * `node-llama-cpp` would always take the likeliest token; with all tokens open a small model never ends.
 */
const DRAWN = { temperature: 0.8, topK: 40, topP: 0.95, minP: 0.05 };
/** A template may add an end of turn, and the reply's last token needs a place too. */
const SPARE_TOKENS = 16;
const SEEDS = 2 ** 31;

/** A model in this process, through `node-llama-cpp`. It answers one call after the other. */
export function localAttempt({ chat, contextTokens, file }: Engine, random: () => number): Attempt {
  return async (request, { watchdog, draft, tally }) => {
    const history = historyOf(request);
    const read = chat.chatWrapper.generateContextState({ chatHistory: history }).contextText;
    const inputTokens = read.tokenize(chat.model.tokenizer).length;
    const maxTokens = Math.min(request.maxTokens, contextTokens - inputTokens - SPARE_TOKENS);
    if (maxTokens < 1) throw tooLong(inputTokens, contextTokens);
    let [outputTokens, reasoningTokens] = [0, 0];
    draft.answeredBy({ model: file });
    tally.sent = true;
    tally.streaming = true;
    watchdog.connected();
    const { metadata } = await chat
      .generateResponse(history, {
        signal: watchdog.signal,
        maxTokens,
        ...DRAWN,
        ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
        ...(request.topP === undefined ? {} : { topP: request.topP }),
        // Its own seed is the time in seconds: two replies of one second would be the same.
        seed: Math.floor(random() * SEEDS),
        // It would weigh against a verdict's mark that stands in the question.
        repeatPenalty: false,
        // Where nobody sets one, half of the tokens stay for the answer.
        budgets: { thoughtTokens: request.thinkingTokens || Math.ceil(maxTokens / 2) },
        // Otherwise the beginning of the prompt would be thrown away.
        contextShift: {
          strategy: () => {
            throw tooLong(inputTokens, contextTokens);
          },
        },
        onResponseChunk: ({ type, text, tokens }) => {
          outputTokens += tokens.length;
          if (type === 'segment') reasoningTokens += tokens.length;
          see(tally, { text }, [text]);
          draft.add(type === 'segment' ? { reasoning: text } : { text });
        },
      })
      .catch((cause: unknown) => {
        if (watchdog.signal.aborted || cause instanceof ModelError) throw cause;
        throw new ModelError('bad-response', 'node-llama-cpp failed while the model wrote.', { cause });
      });
    const isCut = metadata.stopReason === 'maxTokens';
    // Tokens that only mark a thought come in no piece.
    hear(tally, { inputTokens, outputTokens: isCut ? maxTokens : outputTokens, reasoningTokens }, true);
    draft.stopped(isCut ? 'length' : 'end');
    return draft.reply();
  };
}

const tooLong = (read: number, held: number) =>
  new ModelError('bad-request', `The prompt has ${read} tokens, and the model's context holds ${held}.`);

function historyOf({ system, messages, continueLast }: ModelRequest): LlamaTurn[] {
  return [
    ...(system === undefined ? [] : [{ type: 'system' as const, text: system }]),
    ...messages.map(turnOf),
    ...(continueLast ? [] : [{ type: 'model' as const, response: [] }]),
  ];
}

/** A thought is a part of its own: in plain text its marks would not be the tokens that the model knows. */
function turnOf({ role, content }: ModelMessage): LlamaTurn {
  if (role === 'user') return { type: 'user', text: content };
  if (role !== 'assistant') throw new ModelError('bad-request', `No local model takes a message as ${role}.`);
  const { thought, answer, ended } = splitAtLastThought(content);
  if (!ended) return { type: 'model', response: [content] };
  return { type: 'model', response: [{ type: 'segment', segmentType: 'thought', text: thought, ended }, answer] };
}
