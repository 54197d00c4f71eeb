import { SaidError } from '../src/said-error.ts';
/**
 * An error that a person can fix. Its message names the place and the next step, but no password and no data.
 */
export class DatabaseError extends SaidError {
  override readonly name = 'DatabaseError';
}
