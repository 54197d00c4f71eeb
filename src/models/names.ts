/** `vendor:model[@where]`, taken apart. */
export interface ModelName {
  vendor: 'anthropic' | 'hf';
  model: string;
  /** A Hugging Face inference provider, or the address of an OpenAI-compatible server; null: the vendor's own choice. */
  where: string | null;
}

/** @throws a plain-word Error where the name is not of the form. */
export function parseModelName(name: string): ModelName {
  const found = /^(anthropic|hf):([^\s@]+)(?:@(\S+))?$/.exec(name);
  if (!found) {
    throw new Error(
      `"${name}" is no model name. It must be vendor:model or vendor:model@where, with anthropic or hf as the vendor.`,
    );
  }
  const [, vendor, model, where] = found as unknown as [string, ModelName['vendor'], string, string | undefined];
  if (vendor === 'anthropic' && where !== undefined) {
    throw new Error(`"${name}": a model of Anthropic takes no @where; its address is set by ANTHROPIC_BASE_URL.`);
  }
  if (where !== undefined) checkWhere(`${vendor}:${model}`, where);
  return { vendor, model, where: where ?? null };
}

/** Names are shown and kept: a password in one is refused, and not repeated. */
function checkWhere(model: string, where: string): void {
  if (!where.includes(':')) {
    if (/^[a-z0-9][a-z0-9-]*$/.test(where)) return;
  } else if (isAddress(where) && URL.canParse(where)) {
    const { username, password } = new URL(where);
    if (username === '' && password === '') return;
    throw new Error(`The address of "${model}" holds a user or a password; a model's name is no place for them.`);
  }
  throw new Error(
    `What stands after the @ of "${model}" must be a provider's name (featherless-ai) or an address (http://127.0.0.1:8000/v1).`,
  );
}

export const isAddress = (where: string | null): where is string => where !== null && /^https?:\/\//.test(where);
