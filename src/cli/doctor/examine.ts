import { checks } from './checks/index.ts';
import { type Finding, failure } from './finding.ts';
import type { Patient } from './patient.ts';

/** Runs all checks, one after the other. A check that throws becomes a finding, and the others still run. */
export async function* examine(patient: Patient): AsyncGenerator<Finding> {
  for (const [name, check] of Object.entries(checks)) {
    try {
      yield* await check(patient);
    } catch (error) {
      // An error's message may quote secrets or texts. Only its kind is told.
      const { name: kind, code } = error as { name?: string; code?: unknown };
      yield failure(
        name,
        `this check itself broke (${kind ?? typeof error}${typeof code === 'string' ? ` ${code}` : ''})`,
        'This is a bug in Tribunal: please report it, with the line above.',
      );
    }
  }
}
