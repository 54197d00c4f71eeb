import { countFrom, fieldsOf } from '../counts.ts';
import type { ModelMessage } from '../model.ts';

/** How one kind of server is asked for the score of a conversation, and how its answer is read. */
export interface PoolingApi {
  server: string;
  /** Behind the server's address, without `/v1`. */
  path: string;
  /** @returns null where this server needs the model's template, and it is not known here */
  body: (model: string, messages: readonly ModelMessage[]) => object | null;
  read: (answer: unknown) => PoolingAnswer;
  /** How the server is started for a reward model. */
  start: string;
}

export interface PoolingAnswer {
  /** All numbers of all results, as they came: a reward model's answer holds one result of one number. */
  results: readonly (readonly unknown[])[];
  inputTokens: number | null;
  /** The model that the server says answered. */
  model: unknown;
}

/**
 * vLLM's classification API, which takes messages and puts the model's own template on them. By default it
 * sends the sigmoid of the score, in which good replies all are 1.
 * Source: vLLM 0.32, `vllm/entrypoints/pooling/classify/{protocol,serving}.py`.
 */
const vllm: PoolingApi = {
  server: 'vLLM',
  path: '/classify',
  body: (model, messages) => ({ model, messages, use_activation: false }),
  read(answer) {
    const { data, model, usage } = fieldsOf(answer);
    return {
      results: listOf(data).map((one) => listOf(fieldsOf(one).probs)),
      inputTokens: countFrom(fieldsOf(usage).prompt_tokens),
      model,
    };
  },
  start: 'vllm serve MODEL --runner pooling',
};

/**
 * SGLang's own API, which takes a text that the template was put on already. Its `/v1/classify` sends the
 * softmax of the score, which is 1 for every reply.
 * Source: SGLang, `sglang/srt/entrypoints/openai/serving_classify.py` and its documents on native APIs.
 */
const sglang: PoolingApi = {
  server: 'SGLang',
  path: '/classify',
  body(model, messages) {
    const text = withTemplate(model, messages);
    return text === null ? null : { model, text: [text] };
  },
  read(answer) {
    const results = listOf(answer).map(fieldsOf);
    return {
      results: results.map(({ embedding }) => listOf(embedding)),
      inputTokens: countFrom(fieldsOf(results[0]?.meta_info).prompt_tokens),
      model: null,
    };
  },
  start: 'python -m sglang.launch_server --model-path MODEL --is-embedding',
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/**
 * The template of Qwen3, in which the last reply of a conversation begins with an empty thought.
 * Source: `tokenizer_config.json` of Qwen3.
 * @returns null for another family of models
 */
function withTemplate(model: string, messages: readonly ModelMessage[]): string | null {
  if (!/qwen-?3/i.test(model)) return null;
  return messages
    .map(({ role, content }, at) => {
      const last = at === messages.length - 1 && role === 'assistant';
      const said = last ? `<think>\n\n</think>\n\n${content.replace(/^\n+/, '')}` : content;
      return `<|im_start|>${role}\n${said}<|im_end|>\n`;
    })
    .join('');
}

/** @param models what the server says at `/v1/models`; one that says nothing of itself is asked as vLLM is */
export function apiOf(models: unknown): PoolingApi {
  const owners = listOf(fieldsOf(models).data).map((one) => fieldsOf(one).owned_by);
  return owners.includes('sglang') ? sglang : vllm;
}
