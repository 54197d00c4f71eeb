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
  return { vendor, model, where: where ?? null };
}

export const isAddress = (where: string | null): where is string => where !== null && /^https?:\/\//.test(where);
