/** What a request takes, at any vendor. */
export interface Spent {
  inputTokens: number;
  /** Everything written, reasoning included. */
  outputTokens: number;
  /** US dollars; null where the price is not known. */
  costUsd: number | null;
}

/**
 * Accounts for every single request to a model, each retry included: before it is sent, and when it has
 * ended, however it ended. So it counts what was begun, and not only what succeeded.
 */
export interface Meter {
  /**
   * Called before a request is sent.
   * @param most an upper bound of what it can take
   * @throws {ModelError} `over-budget` where that is more than is left; the request is then not sent
   */
  begin(model: string, most: Spent): Promise<Ticket>;
}

export interface Ticket {
  /**
   * Called once when the request has ended. Must not throw.
   * @param spent what the server reported; an upper bound (`estimated`) where it did not report to the end
   * @param how.outcome `done`, or the code of the `ModelError` that ended it
   */
  end(spent: Spent, how: { estimated: boolean; outcome: string; answeredBy?: string | null }): Promise<void>;
}
