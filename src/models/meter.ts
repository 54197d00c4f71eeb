/** What requests take, whoever sends them. */
export interface Spent {
  inputTokens: number;
  /** Everything written, reasoning included. */
  outputTokens: number;
  /** US dollars; null where the price is not known. */
  costUsd: number | null;
}

/**
 * Is told of every single request to a model, each try before a retry among them: before it is sent, and when it has ended, however it ended. So
 * what was begun is counted, and not only what succeeded.
 */
export interface Meter {
  /**
   * Before a request is sent. `most`: an upper bound of what it can take.
   * @throws {ModelError} with the code `over-budget` where that is more than is left: the request is not sent.
   */
  begin(model: string, most: Spent): Promise<Ticket>;
}

export interface Ticket {
  /**
   * The request has ended. Must be called once, and must not throw.
   * @param spent what the server said that it took; where it did not say so to the end, an upper estimate (`estimated`).
   * @param outcome `done`, or the code of the `ModelError` that ended it.
   */
  end(spent: Spent, how: { estimated: boolean; outcome: string }): Promise<void>;
}
