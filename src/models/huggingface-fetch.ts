import {
  InferenceClientInputError,
  InferenceClientProviderApiError,
  InferenceClientRoutingError,
} from '@huggingface/inference';
import { fromBroken, fromEvent, fromStatus, mustStream } from './http-failure.ts';
import { ModelError } from './model-error.ts';
import type { Watchdog } from './watchdog.ts';

/** The requests of one attempt: what the SDK does not watch or loses is watched and kept here. */
export interface AttemptFetch {
  fetch: typeof fetch;
  toModelError(error: unknown): ModelError;
}

export function openFetch(watchdog: Watchdog, baseUrl: string | undefined): AttemptFetch {
  let failed: { status: number; retryAfter: string | null } | null = null;
  let looked = false;
  let asked = false;
  return {
    async fetch(input, init) {
      // Before it asks a named provider, the SDK looks up the hub's table, and forgets the signal there.
      const asks = init?.method === 'POST';
      asked ||= asks;
      const response = await fetch(rerouted(String(input), baseUrl), { ...init, signal: watchdog.signal });
      if (!response.ok) failed = { status: response.status, retryAfter: response.headers.get('retry-after') };
      looked ||= !asks && response.ok;
      if (asks) {
        watchdog.connected();
        if (response.ok) mustStream(response);
      }
      return response;
    },
    toModelError(error) {
      if (error instanceof ModelError) return error;
      if (failed) return fromStatus(failed.status, failed.retryAfter, error);
      if (error instanceof InferenceClientRoutingError) {
        const message = 'HF_TOKEN is no token of Hugging Face (hf_…); a provider’s own key needs the provider’s name.';
        return new ModelError('unauthorized', message, { cause: error });
      }
      // It trips over its own feet where the table has no such model: any error after a look-up and before a request.
      if (error instanceof InferenceClientInputError || (looked && !asked)) {
        const message = 'This model cannot be asked there: check its name and its provider’s.';
        return new ModelError('not-found', message, { cause: error });
      }
      if (error instanceof InferenceClientProviderApiError) {
        return fromEvent(statusLike(error.httpResponse.body), watchdog.stage(), error);
      }
      return fromBroken(error, watchdog.stage());
    },
  };
}

/** The status that an error inside a stream stands for: vLLM gives a `code`, TGI an `error_type`. */
function statusLike(body: unknown): number {
  const { error, error_type } = (body ?? {}) as { error?: unknown; error_type?: unknown };
  const { code } = (typeof error === 'object' && error ? error : {}) as { code?: unknown };
  if (Number.isInteger(Number(code)) && Number(code) >= 400) return Number(code);
  if (error_type === 'overloaded') return 503;
  return error_type === 'validation' ? 422 : 500;
}

const HUB = 'https://huggingface.co';
const ROUTER = 'https://router.huggingface.co';

function rerouted(url: string, baseUrl: string | undefined): string {
  const { origin } = new URL(url);
  if (baseUrl === undefined || (origin !== HUB && origin !== ROUTER)) return url;
  return baseUrl.replace(/\/+$/, '') + url.slice(origin.length);
}

/** Machines that may see a token of Hugging Face: the hub's own and dedicated endpoints. */
export function isHuggingFace(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' && /(^|\.)(huggingface\.(co|cloud)|hf\.space)$/.test(hostname);
}
