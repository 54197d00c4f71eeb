import { isAnother } from '../../models/answerer.ts';
import type { Usage } from '../../models/model.ts';
import type { ModelError } from '../../models/model-error.ts';
import { isAddress, parseModelName } from '../../models/names.ts';

/** What a call took, such as `1.2 s, 40 tokens, $0.0003`. */
export function callWords({ latencyMs, usage }: { latencyMs: number; usage: Usage }): string {
  const { inputTokens, outputTokens } = usage;
  const tokens =
    inputTokens === null || outputTokens === null ? 'tokens not counted' : `${inputTokens + outputTokens} tokens`;
  const money = usage.costUsd === null ? 'price unknown' : `$${usage.costUsd.toFixed(usage.costUsd < 0.01 ? 5 : 3)}`;
  return `${(latencyMs / 1000).toFixed(1)} s, ${tokens}, ${money}`;
}

/** What to say of a reply that another model gave than the one that was asked; '' if none did. */
export const otherModelWords = (name: string, answeredBy: string | null): string =>
  isAnother(name, answeredBy) ? `; ${answeredBy} answered, and not the model that was asked` : '';

export const OTHER_MODEL_REMEDY = 'Figures would tell of the wrong model: correct the name, or what the server loads.';

/** No question of the doctor has fewer words. A server that counts nothing says 0. */
const FEWEST_WORDS = 5;

/** Whether a server read fewer tokens than it was sent words: its chat template leaves the question out. */
export const isUnread = ({ inputTokens }: Usage): boolean =>
  inputTokens !== null && inputTokens > 0 && inputTokens < FEWEST_WORDS;

export const UNREAD_REMEDY =
  'Give the server the model’s own chat template. llama-server takes the name of a built-in one after --chat-template only with --no-jinja, and reads it as the whole prompt otherwise.';

/** How servers are given a longer context. */
export const CONTEXT_SWITCHES =
  'vLLM: --max-model-len; SGLang: --context-length; llama-server: -c, which --parallel divides; Ollama: OLLAMA_CONTEXT_LENGTH';

export const CONTEXT_REMEDY = `Start the server with a longer context (${CONTEXT_SWITCHES}), or lower JUDGE_CONTEXT_TOKENS to what it has.`;

/** What to do about a model that cannot be asked. `setting` is the setting that names it. */
export function modelRemedy(name: string, setting: string, { code, status }: ModelError): string {
  const { vendor, model, where } = parseModelName(name);
  const own = isAddress(where);
  if (vendor === 'local' && (code === 'not-found' || code === 'bad-request'))
    return `Mend that, or choose another model in ${setting}.`;
  const key = vendor === 'anthropic' ? 'ANTHROPIC_API_KEY' : own ? 'MODEL_SERVER_KEY' : 'HF_TOKEN';
  switch (code) {
    case 'unauthorized':
      if (status === 402) return `The account behind ${key} has no credit left: top it up, or use another model.`;
      return vendor === 'anthropic'
        ? 'Check ANTHROPIC_API_KEY; keys are made at https://platform.claude.com, page "API keys".'
        : own
          ? 'Set MODEL_SERVER_KEY to the key that this server asks for (vllm serve … --api-key).'
          : 'Check HF_TOKEN; it needs the permission "Make calls to Inference Providers" (https://huggingface.co/settings/tokens).';
    case 'not-found':
      return own
        ? `Does that server hold a model called “${model}”? It lists its own at ${where}/models. Mend ${setting}.`
        : `Check the model’s name in ${setting}, and whether ${where ?? 'the vendor'} offers it.`;
    case 'bad-request':
      return `The server takes no request like ours for this model: is it a chat model? Otherwise choose another one in ${setting}.`;
    case 'rate-limited':
      return 'Wait a minute and try again. If it goes on: raise the limit at the vendor, or lower MODEL_CONCURRENCY.';
    case 'timeout':
      return 'A cold model may need minutes: try again, with more patience (--timeout 300). If it stays slow, raise MODEL_FIRST_TOKEN_SECONDS or choose a faster model.';
    case 'bad-response':
    case 'cut':
      if (status !== undefined && status >= 300 && status < 400)
        return `Put the address that it has now into ${vendor === 'anthropic' ? 'ANTHROPIC_BASE_URL' : setting}.`;
      return own
        ? `Is ${where} an OpenAI-compatible server? Its address usually ends in /v1.`
        : 'The vendor answered with something broken: try again later.';
    default:
      return own
        ? `Is a server running at ${where}, and can this machine reach it?`
        : 'The vendor has trouble, or is out of reach: try again later, and look at the network.';
  }
}
