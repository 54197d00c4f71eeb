import { SaidError } from '../said-error.ts';
import { secretIn, withoutSecrets } from './address.ts';

export type Vendor = 'anthropic' | 'hf' | 'local';

/** `vendor:model[@where]`, taken apart. */
export interface ModelName {
  vendor: Vendor;
  model: string;
  /**
   * A Hugging Face inference provider, or the address of an OpenAI-compatible server; null: the vendor
   * chooses.
   */
  where: string | null;
}

/**
 * Takes a model's name apart.
 * @throws in words for people where the name is not of that form; what could be a key is not repeated in them
 */
export function parseModelName(name: string): ModelName {
  const found = /^(anthropic|hf|local):([^\s@]+)(?:@(\S+))?$/.exec(name);
  if (!found) {
    throw new SaidError(
      `"${withoutSecrets(name)}" is no model name. It must be vendor:model or vendor:model@where, with anthropic, hf or local as the vendor.`,
    );
  }
  const [, vendor, model, where] = found as unknown as [string, ModelName['vendor'], string, string | undefined];
  const shown = withoutSecrets(`${vendor}:${model}`);
  if (/[?#]/.test(model)) throw new SaidError(`"${shown}": no model’s name holds a ? or a #. ${KEYS_ELSEWHERE}`);
  if (vendor === 'anthropic' && where !== undefined) {
    throw new SaidError(`"${shown}": a model of Anthropic takes no @where; its address is set by ANTHROPIC_BASE_URL.`);
  }
  if (vendor === 'local') checkFile(shown, model, where);
  if (where !== undefined) checkWhere(shown, where);
  return { vendor, model, where: where ?? null };
}

const KEYS_ELSEWHERE = 'Names are shown and kept, so they are no place for a key: MODEL_SERVER_KEY is.';

function checkWhere(model: string, where: string): void {
  if (!where.includes(':')) {
    if (/^[a-z0-9][a-z0-9-]*$/.test(where)) return;
  } else if (isAddress(where) && URL.canParse(where)) {
    const secret = secretIn(where);
    if (secret === null) return;
    throw new SaidError(`The address of "${model}" ${secret}. ${KEYS_ELSEWHERE}`);
  }
  throw new SaidError(
    `What stands after the @ of "${model}" must be a provider's name (featherless-ai) or an address (http://127.0.0.1:8000/v1).`,
  );
}

function checkFile(shown: string, model: string, where: string | undefined): void {
  if (where === undefined && (isOfHub(model) || isFile(model))) return;
  throw new SaidError(
    `"${shown}": a local model is a GGUF file (local:models/judge.gguf) or one that Hugging Face has (local:hf:Qwen/Qwen3-4B-GGUF:Q4_K_M), and takes no @where. No path may hold a space, a comma or an @.`,
  );
}

/** What is fetched is written under these names, so none of them may lead out of its folder. */
const isOfHub = (model: string): boolean =>
  /^hf:[\w.-]+\/[\w.-]+(:[\w.-]+|\/[\w./-]+\.gguf)$/.test(model) && !/(^hf:|[/:])\.{1,2}([/:]|$)/.test(model);

const isFile = (model: string): boolean => !/^[a-z]{2,}:/i.test(model) && /\.gguf$/i.test(model);

/** @returns null for a name that begins with no vendor; the rest is not checked */
export const vendorOf = (name: string): Vendor | null =>
  (/^(anthropic|hf|local):/.exec(name)?.[1] ?? null) as Vendor | null;

/**
 * The setting that holds the key which a model needs.
 * @returns null where it needs none, as on the operator's own server, and for a name without a vendor
 */
export function keyNeededFor(name: string): 'ANTHROPIC_API_KEY' | 'HF_TOKEN' | null {
  const vendor = vendorOf(name);
  if (vendor === 'anthropic') return 'ANTHROPIC_API_KEY';
  return vendor === 'hf' && !/@https?:\/\//.test(name) ? 'HF_TOKEN' : null;
}

/** The name in settings of a model on an OpenAI-compatible server (`http://…/v1`). */
export const nameOnServer = (model: string, address: string): string => `hf:${model}@${address}`;

export const isAddress = (where: string | null): where is string => where !== null && /^https?:\/\//.test(where);
