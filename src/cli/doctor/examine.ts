import { checks } from './checks/index.ts';
import { type Finding, failure } from './finding.ts';
import type { Patient } from './patient.ts';

/** Makes all checks, one after the other; a check that breaks is a finding too, and does not keep the others from being made. */
export async function* examine(patient: Patient): AsyncGenerator<Finding> {
  for (const [name, check] of Object.entries(checks)) {
    try {
      yield* await check(patient);
    } catch (error) {
      // What an error says may quote what it was given: only its kind is told.
      const { name: kind, code } = error as { name?: string; code?: unknown };
      yield failure(
        name,
        `this check itself broke (${kind ?? typeof error}${typeof code === 'string' ? ` ${code}` : ''})`,
        'That is a mistake of ours: please report it, with what stands above.',
      );
    }
  }
}
