/** Why a list of models could not be had; the message is for people, and holds no key. */
export class ListRefused extends Error {
  override readonly name = 'ListRefused';
}

const ANSWER_WITHIN_MS = 15_000;

async function read(url: string, headers: Record<string, string>, whose: string, key: string): Promise<Response> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).catch(() => {
    throw new ListRefused(`${whose} cannot be reached. Is the address right, and is there a network?`);
  });
  if (response.status === 401 || response.status === 403)
    throw new ListRefused(`${whose} does not accept this key (HTTP ${response.status}). ${key}`);
  return response;
}

async function ids(response: Response): Promise<string[]> {
  if (!response.ok) return [];
  const { data } = ((await response.json().catch(() => null)) ?? {}) as { data?: { id?: unknown }[] };
  return Array.isArray(data)
    ? data.flatMap(({ id }) => (typeof id === 'string' && !/[\s,@]/.test(id) ? [id] : []))
    : [];
}

/** Models that an Anthropic key may use, as settings name them. @throws {ListRefused} */
export async function listAnthropic(key: string, baseUrl = 'https://api.anthropic.com'): Promise<string[]> {
  const headers = { 'x-api-key': key, 'anthropic-version': '2023-06-01' };
  const where = 'Keys are made at https://platform.claude.com, page "API keys".';
  return (await ids(await read(`${baseUrl}/v1/models?limit=100`, headers, 'Anthropic', where))).map(
    (id) => `anthropic:${id}`,
  );
}

/** Chat models of Hugging Face's inference providers; the token is tried first. @throws {ListRefused} */
export async function listHuggingFace(
  token: string,
  { hub = 'https://huggingface.co', router = 'https://router.huggingface.co' } = {},
): Promise<string[]> {
  const headers = { authorization: `Bearer ${token}` };
  const where = 'Tokens are made at https://huggingface.co/settings/tokens.';
  await read(`${hub}/api/whoami-v2`, headers, 'Hugging Face', where);
  return (await ids(await read(`${router}/v1/models`, headers, 'Hugging Face', where))).map((id) => `hf:${id}`);
}

/** What an OpenAI-compatible server at this address (`http://…/v1`) holds; none where it does not say. @throws {ListRefused} */
export async function listServer(address: string, key?: string): Promise<string[]> {
  const headers: Record<string, string> = key ? { authorization: `Bearer ${key}` } : {};
  const where = 'It is the one that the server was started with (vllm serve … --api-key).';
  const found = await ids(await read(`${address.replace(/\/$/, '')}/models`, headers, 'The server', where));
  return found.map((id) => `hf:${id}@${address.replace(/\/$/, '')}`);
}
