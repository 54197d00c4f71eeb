import { readJson } from './bounded-body.ts';
import { fieldsOf } from './counts.ts';
import { isModelId } from './list-models.ts';

/** A model server that was found on this machine. */
export interface NearServer {
  /** What it calls itself: `Ollama`, `LM Studio`, `llama-server`, `vLLM`; else `A model server`. */
  name: string;
  /** As a model's name has it behind the @: `http://127.0.0.1:11434/v1`. */
  address: string;
  /** The ids of its models that write text. At least one. */
  models: readonly string[];
}

/**
 * The ports that Ollama, LM Studio, llama-server and vLLM have by themselves. llama-server announces that its
 * port becomes 9931 (ggml-org/llama.cpp, pull request 26508).
 */
const usualPorts: readonly number[] = [11434, 1234, 8080, 9931, 8000];

/**
 * Reads LOCAL_MODEL_PORTS: ports, separated by commas; `none` for none.
 * @returns the usual ports where it is not set
 */
export function portsFrom(setting: string | undefined): readonly number[] {
  if (!setting?.trim()) return usualPorts;
  return setting
    .split(',')
    .map((port) => Number(port.trim()))
    .filter((port) => Number.isInteger(port) && port > 0 && port < 65_536);
}

/** A server on this machine answers at once. Something else may listen there, and never answer. */
const ANSWER_WITHIN_MS = 1500;
const ANSWER_BYTES = 4 << 20;

/**
 * Looks for model servers on this machine, at all ports at once. Nothing but lists of models is asked for,
 * and no key is sent, for nobody knows who listens there.
 * @returns those that list at least one model that writes text, in the order of the ports
 */
export async function serversNear(ports: readonly number[], withinMs = ANSWER_WITHIN_MS): Promise<NearServer[]> {
  const found = await Promise.all([...new Set(ports)].map((port) => serverAt(port, withinMs)));
  return found.filter((server) => server !== null && server.models.length > 0) as NearServer[];
}

async function serverAt(port: number, withinMs: number): Promise<NearServer | null> {
  const root = `http://127.0.0.1:${port}`;
  const signal = AbortSignal.timeout(withinMs);
  const { data } = fieldsOf(await read(`${root}/v1/models`, signal));
  if (!Array.isArray(data)) return null;
  const listed = data.map(fieldsOf).filter(({ id }) => isModelId(id));
  const { name, others } = await kindOf(root, listed, signal);
  const models = listed.map(({ id }) => id as string).filter((id) => !others.has(id) && !isForOtherUse(id));
  return { name, address: `${root}/v1`, models: [...new Set(models)] };
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Who answers, and which of the models write no text. vLLM and llama-server name themselves in their lists.
 * LM Studio and Ollama have a list of their own, with what a model is for: `type` there, `details` here.
 */
async function kindOf(
  root: string,
  listed: readonly Fields[],
  signal: AbortSignal,
): Promise<{ name: string; others: ReadonlySet<unknown> }> {
  const owner = listed[0]?.owned_by;
  const none = new Set();
  if (owner === 'vllm') return { name: 'vLLM', others: none };
  if (owner === 'llamacpp') return { name: 'llama-server', others: none };
  const studio = entriesOf(fieldsOf(await read(`${root}/api/v0/models`, signal)).data).filter(({ type }) => type);
  if (studio.length > 0) {
    const others = studio.filter(({ type }) => type !== 'llm' && type !== 'vlm').map(({ id }) => id);
    return { name: 'LM Studio', others: new Set(others) };
  }
  const tags = entriesOf(fieldsOf(await read(`${root}/api/tags`, signal)).models);
  if (tags.length === 0) return { name: 'A model server', others: none };
  // A model of Ollama's cloud stands in the same list, with the host that runs it.
  const others = tags.filter(
    ({ details, remote_host }) => Boolean(remote_host) || /bert/i.test(String(fieldsOf(details).family)),
  );
  return { name: 'Ollama', others: new Set(others.map(({ name }) => name)) };
}

/** By their names: models that turn texts into vectors or order them by a query, and models of a cloud. */
const isForOtherUse = (id: string): boolean => /embed|rerank|minilm|(^|[/_-])(bge|gte|e5)[-_:]|[:-]cloud$/i.test(id);

const entriesOf = (list: unknown): Fields[] => (Array.isArray(list) ? list.map(fieldsOf) : []);

/** @returns undefined where nothing usable came */
async function read(url: string, signal: AbortSignal): Promise<unknown> {
  try {
    const response = await fetch(url, { signal, redirect: 'manual' });
    const body = await readJson(response, ANSWER_BYTES);
    return response.ok ? body : undefined;
  } catch {
    return undefined;
  }
}
