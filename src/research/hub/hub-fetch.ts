import { withoutSecrets } from '../../models/address.ts';
import { HubError, statusInWords } from './hub-error.ts';

/**
 * How long the hub may take until it answers. An upload may take longer, so it has only Node's own limits.
 */
const ANSWER_MS = 120_000;
/** More of an error is not read. */
const LONGEST_ERROR = 2000;

/**
 * Makes a `fetch` that turns every failure into a `HubError`, in words that hold neither the token nor an
 * address with a signature.
 */
export function hubFetch(hub: string, token: string | null): typeof fetch {
  return async (input, init) => {
    const isUpload = init?.method === 'PUT' || /\/commit\//.test(String(input));
    const limits = [init?.signal, isUpload ? null : AbortSignal.timeout(ANSWER_MS)].filter((one) => one != null);
    let response: Response;
    try {
      response = await fetch(input, { ...init, ...(limits.length > 0 ? { signal: AbortSignal.any(limits) } : {}) });
    } catch (error) {
      if (init?.signal?.aborted) throw error;
      throw new HubError(
        `${hub} cannot be reached: ${causeOf(error)}. What was sent so far stays there; run the command again to go on.`,
        null,
      );
    }
    if (response.ok) {
      const isAnswer = init?.method === undefined || init.method === 'GET';
      if (isAnswer && !/\bjson\b/.test(response.headers.get('content-type') ?? '')) throw noHub(hub);
      return response;
    }
    const said = withoutSecrets(saidIn(await bodyOf(response)).replaceAll(token ?? '\0', 'HF_TOKEN'));
    throw new HubError(statusInWords(response.status, hub, said), response.status, retryAfterOf(response));
  };
}

/** What answers there speaks another protocol, such as a web page or a proxy's. */
export const noHub = (hub: string): HubError =>
  new HubError(`${hub} does not answer as a hub of Hugging Face does. Is HF_ENDPOINT right?`, 200);

const causeOf = (error: unknown): string => {
  const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } };
  if (name === 'TimeoutError') return `no answer in ${ANSWER_MS / 1000} seconds`;
  return cause?.code ?? cause?.message ?? message;
};

async function bodyOf(response: Response): Promise<string> {
  try {
    return (await response.text()).slice(0, LONGEST_ERROR);
  } catch {
    return '';
  }
}

/** The message in an error's body. Empty for anything but JSON, such as a proxy's page. */
function saidIn(body: string): string {
  try {
    const { error, message } = JSON.parse(body) as { error?: unknown; message?: unknown };
    return String(error ?? message ?? '')
      .replace(/\s+/g, ' ')
      .trim();
  } catch {
    return '';
  }
}

function retryAfterOf(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
