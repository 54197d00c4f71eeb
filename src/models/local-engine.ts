import { access } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { ModelError } from './model-error.ts';
import { importNodeLlama, type LlamaChat, type NodeLlama } from './node-llama.ts';

/** A model that is loaded into this process. */
export interface Engine {
  chat: LlamaChat;
  /** Prompt and reply together. */
  contextTokens: number;
  /** The file's name, without its folder. */
  file: string;
}

export interface EngineOptions {
  /** For files that Hugging Face gives to those alone who have agreed to something. */
  hfToken?: string | undefined;
  load?: (() => Promise<NodeLlama>) | undefined;
}

/** The shortest context in which a pair can be judged, and one that a laptop's memory holds. */
const CONTEXT_TOKENS = { min: 2048, max: 16_384 };

const engines = new Map<string, Promise<Engine>>();

/**
 * Loads a model once for the whole process. One that is named by its repository is fetched the first time.
 * @param model a path of a GGUF file, or `hf:owner/repository:quantisation`
 * @throws {ModelError} in words for people; the next call tries again
 */
export function engineOf(model: string, options: EngineOptions = {}): Promise<Engine> {
  const known = engines.get(model);
  if (known) return known;
  const opening = open(model, options);
  engines.set(model, opening);
  opening.catch(() => engines.delete(model));
  return opening;
}

async function open(model: string, { hfToken, load = importNodeLlama }: EngineOptions): Promise<Engine> {
  const api = await load();
  const modelPath = await fileOf(model, api, hfToken);
  try {
    const llama = await api.getLlama({ build: 'never', progressLogs: false, logLevel: 'error' });
    // Its threads wait for each other at every step. One core fewer than there are is many times faster as
    // soon as the bot and its database need one.
    llama.maxThreads = Math.max(1, llama.cpuMathCores - 1);
    const loaded = await llama.loadModel({ modelPath });
    const context = await loaded.createContext({ contextSize: CONTEXT_TOKENS });
    const chat = new api.LlamaChat({ contextSequence: context.getSequence() });
    return { chat, contextTokens: context.contextSize, file: basename(modelPath) };
  } catch (cause) {
    const why =
      (cause as Error).name === 'InsufficientMemoryError'
        ? 'does not fit into the memory that is free'
        : 'cannot be loaded: is it a GGUF file of a model that writes text, and whole?';
    throw new ModelError('bad-request', `${basename(modelPath)} ${why}`, { cause });
  }
}

async function fileOf(model: string, api: NodeLlama, hfToken: string | undefined): Promise<string> {
  if (!model.startsWith('hf:')) {
    const path = resolve(model);
    return access(path).then(
      () => path,
      (cause) => {
        throw new ModelError('not-found', `There is no file ${model} here.`, { cause });
      },
    );
  }
  try {
    return await api.resolveModelFile(model, {
      cli: false,
      ...(hfToken ? { tokens: { huggingFace: hfToken } } : {}),
      onProgress: showProgress(model),
    });
  } catch (cause) {
    const message = `${model} could not be fetched. Is it the name of a GGUF repository of Hugging Face and of one of its quantisations, and is there a network?`;
    throw new ModelError('not-found', message, { cause });
  }
}

const BAR = 24;

/** On standard error, where results of commands do not go; silent where that is no terminal. */
function showProgress(what: string): (status: { totalSize: number; downloadedSize: number }) => void {
  const { stderr } = process;
  return ({ totalSize, downloadedSize }) => {
    if (!stderr.isTTY || totalSize === 0) return;
    const full = Math.round((downloadedSize / totalSize) * BAR);
    const size = (bytes: number) => (bytes / 1e9).toFixed(2);
    const bar = `[${'█'.repeat(full)}${'░'.repeat(BAR - full)}]`;
    const line = `${bar} ${size(downloadedSize)} of ${size(totalSize)} GB of ${what}`;
    stderr.write(`\r\x1b[K${line.slice(0, (stderr.columns || 80) - 1)}${downloadedSize >= totalSize ? '\n' : ''}`);
  };
}
