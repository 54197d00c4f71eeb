import { SaidError } from '../../said-error.ts';

/** A dataset cannot be published, for a reason that whoever runs the command can change. */
export class PublishError extends SaidError {}

/** The hub refused a request, or could not be reached. */
export class HubError extends SaidError {
  /** The HTTP status. null: there was no answer. */
  readonly status: number | null;
  /** After how many milliseconds the hub wants to be asked again. null: it does not say. */
  readonly retryAfterMs: number | null;

  constructor(message: string, status: number | null, retryAfterMs: number | null = null) {
    super(message);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }

  /** Whether the same request may be answered a little later. */
  get passes(): boolean {
    return this.status === null || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** What to do about a status, in words. `hub` is the hub's address, `said` its own words. */
export function statusInWords(status: number, hub: string, said: string): string {
  const quote = said === '' ? '' : ` It says: ${said}`;
  switch (status) {
    case 401:
      return `${hub} does not know HF_TOKEN. Make a new token under Settings, Access Tokens, with the right to write, and set it in the environment.${quote}`;
    case 403:
      return `HF_TOKEN has no right to do this on ${hub}. It needs the right to write to the repositories of this owner, who must have accepted the hub’s terms.${quote}`;
    case 404:
      return `${hub} has no such repository, or HF_TOKEN may not see it. Is the owner spelt right?${quote}`;
    case 409:
    case 412:
      return `Somebody else changed the repository on ${hub} in the meantime. Run the command again to see what it would do now.${quote}`;
    case 413:
      return `${hub} takes no file of this size, or the account has no space left.${quote}`;
    case 429:
      return `${hub} takes no more requests for now. Run the command again later: it goes on where it stopped.${quote}`;
    default:
      return status >= 500
        ? `${hub} has trouble of its own (status ${status}). Run the command again later: it goes on where it stopped.${quote}`
        : `${hub} refused the request (status ${status}).${quote}`;
  }
}
