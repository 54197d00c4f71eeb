/** Concurrent tasks whose failures are never lost. */
export interface TaskSet {
  /** Tracks a task until it settles. */
  add(task: Promise<void>): void;
  /** How many tasks are running. */
  size(): number;
  /** How many tasks have settled so far. */
  ended(): number;
  /** Resolves when one more task has settled. */
  next(): Promise<void>;
  /** @throws the first failure so far, even if nobody was waiting when it happened. */
  throwIfFailed(): void;
}

/** @param failed called for every failure, including those after nobody waits any more. */
export function openTaskSet(failed: (error: unknown) => void): TaskSet {
  let [size, ended] = [0, 0];
  let failure: { error: unknown } | null = null;
  let news = Promise.withResolvers<void>();
  const end = () => {
    size--;
    ended++;
    news.resolve();
    news = Promise.withResolvers();
  };
  return {
    add(task) {
      size++;
      void task.then(end, (error: unknown) => {
        failure ??= { error };
        failed(error);
        end();
      });
    },
    size: () => size,
    ended: () => ended,
    next: () => news.promise,
    throwIfFailed() {
      if (failure) throw failure.error;
    },
  };
}
