import type { Abilities } from './model.ts';
import { type Vendor, vendorOf } from './names.ts';

const byVendor: Readonly<Record<Vendor, Abilities>> = {
  // Thinking and sampling exclude each other, and the API continues no message.
  anthropic: { sendsSampling: false, continuesLast: false },
  hf: { sendsSampling: true, continuesLast: true },
  local: { sendsSampling: true, continuesLast: true },
};

/**
 * The abilities of a model, by its name alone. A name without a known vendor gets what every vendor can do.
 */
export function abilitiesOf(name: string): Abilities {
  const vendor = vendorOf(name);
  return vendor === null ? { sendsSampling: true, continuesLast: false } : byVendor[vendor];
}
