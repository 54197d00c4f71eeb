/** Real time plus what somebody has turned it on by: the 3 seconds and 15 minutes can be let pass at once. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Lets `ms` milliseconds pass, and does at once what falls due by that. */
  advance(ms: number): void;
  /** Does something `ms` milliseconds from now. Returns the way to call it off. */
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
    // The source may stand still while real time goes on: look again then.
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
