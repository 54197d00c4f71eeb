import { SaidError } from '../said-error.ts';
import { isMoved, readJson, TooMuch } from './bounded-body.ts';
import { fieldsOf } from './counts.ts';
import { nameOnServer } from './names.ts';

/** Why a list of models could not be read. The message is for people, and holds no key. */
export class ListRefused extends SaidError {
  override readonly name = 'ListRefused';
}

const ANSWER_WITHIN_MS = 15_000;
/** The largest list. Hugging Face's router has some hundred models, in a few hundred thousand bytes. */
const LIST_BYTES = 4 << 20;

/**
 * @returns undefined for an answer that is no JSON, or no list
 * @throws {ListRefused}
 */
async function read(url: string, headers: Record<string, string>, whose: string, key: string): Promise<unknown> {
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  try {
    const response = await fetch(url, { headers, signal, redirect: 'manual' });
    const { ok, status } = response;
    if (isMoved(response))
      throw new ListRefused(`${whose} has moved (HTTP ${status}), and no key is sent after it. Give its new address.`);
    if (status === 401 || status === 403)
      throw new ListRefused(`${whose} does not accept this key (HTTP ${status}). ${key}`);
    const body = await readJson(response, LIST_BYTES);
    return ok ? body : undefined;
  } catch (error) {
    if (error instanceof ListRefused) throw error;
    if (error instanceof TooMuch) throw new ListRefused(`${whose} sent far more than a list of models.`);
    throw new ListRefused(`${whose} cannot be reached. Is the address right, and is there a network?`);
  }
}

/** Whether a setting can hold a model's id: without spaces, commas, @, ? or #. */
export const isModelId = (id: unknown): id is string => typeof id === 'string' && /^[^\s,@?#]{1,200}$/.test(id);

function ids(body: unknown): string[] {
  const { data } = fieldsOf(body);
  return (Array.isArray(data) ? data.map((one) => fieldsOf(one).id) : []).filter(isModelId);
}

/**
 * Lists the models that an Anthropic key may use, as settings name them.
 * @throws {ListRefused}
 */
export async function listAnthropic(key: string, baseUrl = 'https://api.anthropic.com'): Promise<string[]> {
  const headers = { 'x-api-key': key, 'anthropic-version': '2023-06-01' };
  const where = 'Keys are made at https://platform.claude.com, page "API keys".';
  return ids(await read(`${baseUrl}/v1/models?limit=100`, headers, 'Anthropic', where)).map((id) => `anthropic:${id}`);
}

/**
 * Lists the chat models of Hugging Face's inference providers. The token is tried first.
 * @throws {ListRefused}
 */
export async function listHuggingFace(
  token: string,
  { hub = 'https://huggingface.co', router = 'https://router.huggingface.co' } = {},
): Promise<string[]> {
  const headers = { authorization: `Bearer ${token}` };
  const where = 'Tokens are made at https://huggingface.co/settings/tokens.';
  await read(`${hub}/api/whoami-v2`, headers, 'Hugging Face', where);
  return ids(await read(`${router}/v1/models`, headers, 'Hugging Face', where)).map((id) => `hf:${id}`);
}

/**
 * Lists the models of an OpenAI-compatible server (`http://…/v1`); none where it does not list them.
 * @throws {ListRefused}
 */
export async function listServer(address: string, key?: string): Promise<string[]> {
  const headers: Record<string, string> = key ? { authorization: `Bearer ${key}` } : {};
  const where = 'It is the one that the server was started with (vllm serve … --api-key).';
  const found = ids(await read(`${address.replace(/\/$/, '')}/models`, headers, 'The server', where));
  return found.map((id) => nameOnServer(id, address.replace(/\/$/, '')));
}
