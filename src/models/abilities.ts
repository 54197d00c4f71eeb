import type { Abilities } from './model.ts';
import { type Vendor, vendorOf } from './names.ts';

const byVendor: Readonly<Record<Vendor, Abilities>> = {
  // Thinking and sampling exclude each other, and the API continues no message.
  anthropic: { sendsSampling: false, continuesLast: false },
  hf: { sendsSampling: true, continuesLast: true },
};

/** What can be asked of a model, by its name alone; of a name without a known vendor only what every vendor takes. */
export function abilitiesOf(name: string): Abilities {
  const vendor = vendorOf(name);
  return vendor === null ? { sendsSampling: true, continuesLast: false } : byVendor[vendor];
}
