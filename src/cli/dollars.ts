import { InvalidArgumentError } from 'commander';

/** Reads an amount of US dollars above 0. */
export function dollars(text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

/** Why a budget in dollars is of no use. */
export const UNKNOWN_PRICE =
  'The price of this judge is not known, so a budget in dollars cannot be kept. Use --budget-tokens.';
