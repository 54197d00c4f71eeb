/** Work that others wait for, so that an end can wait for it too. */
export interface InFlight {
  /** Counts it until it ends, well or not. */
  add(work: Promise<unknown>): void;
  /** Resolves when all that was added has ended, but no later than in `graceMs`. */
  settled(graceMs: number): Promise<void>;
}

export function openInFlight(): InFlight {
  const all = new Set<Promise<unknown>>();
  return {
    add(work) {
      const counted: Promise<unknown> = work.catch(() => {}).finally(() => all.delete(counted));
      all.add(counted);
    },
    async settled(graceMs) {
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, graceMs);
      const done = async () => {
        while (all.size > 0) await Promise.all(all);
      };
      await Promise.race([done(), late.promise]);
      clearTimeout(timer);
    },
  };
}
