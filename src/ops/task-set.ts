/** Work that goes on side by side. */
export interface TaskSet {
  add(task: Promise<void>): void;
  /** How many are under way. */
  size(): number;
  /** How many have ended so far, well or not. */
  ended(): number;
  /** Resolves when one more has ended. */
  next(): Promise<void>;
  /** @throws the first failure of any task so far: it is not forgotten because nobody waited at that moment. */
  throwIfFailed(): void;
}

/** `failed` is told of every failure, those that nobody asks for any more among them. */
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
