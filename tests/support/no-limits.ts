import { limitNames } from '../../src/config.ts';

/** An environment in which people may ask as much as they want: for tests and benches that are about something else. */
export const noLimitsSet: Readonly<Record<string, string>> = Object.fromEntries(
  limitNames.map((name) => [name, 'none']),
);
