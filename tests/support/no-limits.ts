import { limitNames } from '../../src/config.ts';

/** An environment without limits, for tests and benches that are about something else. */
export const noLimitsSet: Readonly<Record<string, string>> = Object.fromEntries(
  limitNames.map((name) => [name, 'none']),
);
