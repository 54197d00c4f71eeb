import { SaidError } from '../../said-error.ts';

/** A file, or a line of it, that cannot be used. The message names the line where there is one. */
export class LineError extends SaidError {
  override readonly name = 'LineError';
}
