/** Tracks work in flight, so that a shutdown can wait for it. */
export interface InFlight {
  /** Tracks a promise until it settles. */
  add(work: Promise<unknown>): void;
  /** Resolves when everything added has settled, after `graceMs` milliseconds at the latest. */
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
