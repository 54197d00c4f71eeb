import { SaidError } from '../src/said-error.ts';
/** What a person can mend: its message is plain words about the place and the next step, without passwords or data. */
export class DatabaseError extends SaidError {
  override readonly name = 'DatabaseError';
}
