import { SaidError } from '../said-error.ts';
import { secretIn, withoutSecrets } from './address.ts';

/** `vendor:model[@where]`, taken apart. */
export interface ModelName {
  vendor: 'anthropic' | 'hf';
  model: string;
  /** A Hugging Face inference provider, or the address of an OpenAI-compatible server; null: the vendor's own choice. */
  where: string | null;
}

/** @throws a plain-word Error where the name is not of the form; what could be a key is not repeated in it. */
export function parseModelName(name: string): ModelName {
  const found = /^(anthropic|hf):([^\s@]+)(?:@(\S+))?$/.exec(name);
  if (!found) {
    throw new SaidError(
      `"${withoutSecrets(name)}" is no model name. It must be vendor:model or vendor:model@where, with anthropic or hf as the vendor.`,
    );
  }
  const [, vendor, model, where] = found as unknown as [string, ModelName['vendor'], string, string | undefined];
  const shown = withoutSecrets(`${vendor}:${model}`);
  if (/[?#]/.test(model)) throw new SaidError(`"${shown}": no model’s name holds a ? or a #. ${KEYS_ELSEWHERE}`);
  if (vendor === 'anthropic' && where !== undefined) {
    throw new SaidError(`"${shown}": a model of Anthropic takes no @where; its address is set by ANTHROPIC_BASE_URL.`);
  }
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

export const isAddress = (where: string | null): where is string => where !== null && /^https?:\/\//.test(where);
