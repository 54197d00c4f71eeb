/** Real time plus the time that `advance` skipped, so that no test waits for the 3 seconds or 15 minutes. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Skips `ms` milliseconds, and runs everything that is due by then. */
  advance(ms: number): void;
  /** Runs `act` in `ms` milliseconds. @returns a function that cancels it. */
  after(ms: number, act: () => unknown): () => void;
  close(): void;
}

interface Alarm {
  due: number;
  act: () => unknown;
  timer: NodeJS.Timeout | undefined;
}

export function createClock(source: () => number = Date.now): Clock {
  let turned = 0;
  const now = () => source() + turned;
  const alarms = new Set<Alarm>();

  const ring = (alarm: Alarm) => {
    clearTimeout(alarm.timer);
    if (alarms.delete(alarm)) alarm.act();
  };
  const arm = (alarm: Alarm) => {
    // A test's source may stand still while real time passes: check again.
    const wait = Math.max(alarm.due - now(), 1);
    alarm.timer = setTimeout(() => (now() >= alarm.due ? ring(alarm) : arm(alarm)), wait).unref();
  };

  return {
    now,
    advance(ms) {
      turned += ms;
      for (const alarm of [...alarms]) if (now() >= alarm.due) ring(alarm);
    },
    after(ms, act) {
      const alarm: Alarm = { due: now() + ms, act, timer: undefined };
      alarms.add(alarm);
      arm(alarm);
      return () => {
        clearTimeout(alarm.timer);
        alarms.delete(alarm);
      };
    },
    close() {
      for (const { timer } of alarms) clearTimeout(timer);
      alarms.clear();
    },
  };
}
