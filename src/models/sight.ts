import { readJson } from './bounded-body.ts';
import { fieldsOf } from './counts.ts';
import { isHuggingFace } from './huggingface-places.ts';
import { isAddress, type ModelName, parseModelName } from './names.ts';

export interface SightOptions {
  /** Names of models that can see, as settings have them: what their server says does not matter then. */
  known: readonly string[];
  /** Sent to Hugging Face's own machines only. */
  hfToken: string | undefined;
  /** Sent to the operator's own servers. */
  serverKey: string | undefined;
  /** Stands in for Hugging Face's router. */
  router?: string;
  now: () => number;
}

/** Says which models can see pictures. */
export interface Sight {
  /** @returns those of the models of which nobody says that they can see */
  blindAmong(names: readonly string[]): Promise<string[]>;
}

const ROUTER = 'https://router.huggingface.co/v1';
/** Discord waits three seconds for a question to be taken. */
const ANSWER_WITHIN_MS = 1000;
const ANSWER_BYTES = 4 << 20;
/** A server may be started anew with another model. */
const REMEMBER_MS = 10 * 60_000;

/**
 * Every Claude since version 3 can see. A server is asked: llama-server, Ollama, LM Studio, OpenRouter and
 * Hugging Face's router say it, each in its own way. Of vLLM's and of files that the bot runs itself nobody
 * says it. What is not said counts as no, for a model without eyes makes something up.
 */
export function openSight({ known, hfToken, serverKey, router = ROUTER, now }: SightOptions): Sight {
  const asked = new Map<string, { sees: Promise<boolean>; until: number }>();
  const ask = ({ vendor, model, where }: ModelName): Promise<boolean> | boolean => {
    if (vendor === 'anthropic') return model.startsWith('claude');
    if (vendor === 'local') return false;
    const address = isAddress(where) ? where.replace(/\/+$/, '') : router;
    const key = isHuggingFace(address) ? hfToken : serverKey;
    return serverSays(address, model, address === router ? hfToken : key);
  };
  const sees = (name: string): Promise<boolean> | boolean => {
    if (known.includes(name)) return true;
    const before = asked.get(name);
    if (before && before.until > now()) return before.sees;
    const answer = Promise.resolve(ask(parseModelName(name)));
    asked.set(name, { sees: answer, until: now() + REMEMBER_MS });
    // A server that is away or loading says nothing, and is asked again with the next picture.
    void answer.then((yes) => yes || asked.delete(name));
    return answer;
  };
  return {
    async blindAmong(names) {
      const all = [...new Set(names)];
      const seeing = await Promise.all(all.map(sees));
      return all.filter((_, at) => !seeing[at]);
    },
  };
}

/** Asks all pages at once, because only one of them exists. */
async function serverSays(address: string, model: string, key: string | undefined): Promise<boolean> {
  const root = address.replace(/\/v1$/, '');
  const headers: Record<string, string> = key ? { authorization: `Bearer ${key}` } : {};
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const show = { method: 'POST', body: JSON.stringify({ model }), headers: { 'content-type': 'application/json' } };
  const said = await Promise.all([
    read(`${address}/models`, { headers, signal }).then((body) => inModels(body, model)),
    read(`${root}/props`, { headers, signal }).then(inProps),
    read(`${root}/api/show`, { ...show, headers: { ...headers, ...show.headers }, signal }).then(inShow),
    read(`${root}/api/v0/models`, { headers, signal }).then((body) => inStudio(body, model)),
  ]);
  return said.includes(true);
}

type Fields = Readonly<Record<string, unknown>>;

/** OpenRouter and Hugging Face's router: `architecture.input_modalities`. */
const inModels = ({ data }: Fields, model: string): boolean =>
  includes(fieldsOf(entryOf(data, model).architecture).input_modalities, 'image');
/** llama-server, where it was started with the model's projector (`--mmproj`). */
const inProps = ({ modalities }: Fields): boolean => fieldsOf(modalities).vision === true;
/** Ollama. */
const inShow = ({ capabilities }: Fields): boolean => includes(capabilities, 'vision');
/** LM Studio. */
const inStudio = ({ data }: Fields, model: string): boolean => entryOf(data, model).type === 'vlm';

const entryOf = (list: unknown, model: string): Fields =>
  (Array.isArray(list) ? list.map(fieldsOf) : []).find(({ id }) => id === model) ?? {};
const includes = (list: unknown, word: string): boolean => Array.isArray(list) && list.includes(word);

/** Any failure means that nothing was said: a server need not have that page. */
async function read(url: string, init: RequestInit): Promise<Fields> {
  try {
    const response = await fetch(url, { ...init, redirect: 'manual' });
    const body = await readJson(response, ANSWER_BYTES);
    return response.ok ? fieldsOf(body) : {};
  } catch {
    return {};
  }
}
