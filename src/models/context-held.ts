import { readJson } from './bounded-body.ts';
import { countFrom, fieldsOf } from './counts.ts';
import { isHuggingFace } from './huggingface-places.ts';
import { isAddress, parseModelName } from './names.ts';
import { untilAborted } from './until-aborted.ts';

export interface Keys {
  /** Sent to Hugging Face's own machines only. */
  hfToken: string | undefined;
  /** Sent to the operator's own servers. */
  serverKey: string | undefined;
}

/** llama-server sends its chat template along. */
const ANSWER_BYTES = 4 << 20;

/**
 * Asks an OpenAI-compatible server how many tokens one call of a model can hold, prompt and reply together.
 * @param name a model's name as settings have it
 * @param signal ends the asking; what was not said by then is not known
 * @returns null where the server does not say, and for models that are neither on one (`@http…`) nor in this
 * process
 */
export async function contextHeld(
  name: string,
  { hfToken, serverKey }: Keys,
  signal: AbortSignal,
): Promise<number | null> {
  const { vendor, model, where } = parseModelName(name);
  if (vendor === 'local') return localContext(model, hfToken, signal);
  if (!isAddress(where)) return null;
  const address = where.replace(/\/+$/, '');
  const root = address.replace(/\/v1$/, '');
  const key = isHuggingFace(address) ? hfToken : serverKey;
  const headers: Record<string, string> = key ? { authorization: `Bearer ${key}` } : {};
  for (const [url, find] of [
    [`${address}/models`, inModels],
    [`${root}/props`, inProps],
    [`${root}/api/ps`, inLoaded],
  ] as const) {
    const held = sizeIn(find(fieldsOf(await read(url, headers, signal)), model));
    if (held !== null) return held;
  }
  return null;
}

/** A model of this machine is loaded to know; one that cannot be, is told of when it is asked. */
async function localContext(model: string, hfToken: string | undefined, signal: AbortSignal): Promise<number | null> {
  const { engineOf } = await import('./local-engine.ts');
  const engine = await untilAborted(engineOf(model, { hfToken }), signal, () => null).catch(() => null);
  return engine?.contextTokens ?? null;
}

/** Any failure means that nothing was said: a server need not have that page. */
async function read(url: string, headers: Record<string, string>, signal: AbortSignal): Promise<unknown> {
  try {
    const response = await fetch(url, { headers, signal, redirect: 'manual' });
    const body = await readJson(response, ANSWER_BYTES);
    return response.ok ? body : undefined;
  } catch {
    return undefined;
  }
}

/** 0 is what llama-server says of a model that it has not loaded. */
const sizeIn = (value: unknown): number | null => countFrom(value) || null;

type Fields = Readonly<Record<string, unknown>>;

/**
 * vLLM and SGLang: `max_model_len`. llama-server: `meta.n_ctx`, of one slot; `n_ctx_train` is not what it
 * holds.
 */
function inModels({ data }: Fields, model: string): unknown {
  const { max_model_len, meta } = entryOf(data, model, ['id', 'root']);
  return max_model_len ?? fieldsOf(meta).n_ctx;
}

/** An older llama-server. */
const inProps = ({ default_generation_settings }: Fields): unknown => fieldsOf(default_generation_settings).n_ctx;

/** Ollama: of models that are loaded. */
const inLoaded = ({ models }: Fields, model: string): unknown =>
  entryOf(models, model, ['name', 'model']).context_length;

/** The entry of a list that has the model's name. A server with one model answers to any name. */
function entryOf(list: unknown, model: string, fields: readonly string[]): Fields {
  const entries = Array.isArray(list) ? list.map(fieldsOf) : [];
  const isIt = (entry: Fields) => fields.some((field) => entry[field] === model || entry[field] === `${model}:latest`);
  return entries.find(isIt) ?? (entries.length === 1 ? entries[0]! : {});
}
