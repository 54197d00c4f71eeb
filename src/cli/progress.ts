export interface Progress {
  step(): void;
  end(): void;
}

const BAR = 24;

/**
 * Shows the progress of a long run on standard error, if that is a terminal. `total` is null when it is not
 * known.
 */
export function openProgress(what: string, total: number | null, done = 0): Progress {
  const shown = process.stderr.isTTY === true;
  const begun = performance.now();
  const before = done;
  const show = () => {
    const line = progressLine({ what, total, done, before, seconds: (performance.now() - begun) / 1000 });
    process.stderr.write(`\r\x1b[K${line.slice(0, (process.stderr.columns || 80) - 1)}`);
  };
  if (shown) show();
  return {
    step() {
      done++;
      if (shown) show();
    },
    end() {
      if (shown) process.stderr.write('\n');
    },
  };
}

/**
 * Writes a sentence on a line of its own to standard error. A progress bar is drawn again with its next step.
 */
export function say(text: string): void {
  process.stderr.write(`${process.stderr.isTTY ? '\r\x1b[K' : ''}${text}\n`);
}

/** The line of a progress bar. `before` says how many of those done an earlier run did. */
export function progressLine(so: {
  what: string;
  total: number | null;
  done: number;
  before: number;
  seconds: number;
}): string {
  const { what, total, done, before, seconds } = so;
  const took = `${seconds.toFixed(0)} s`;
  if (total === null) return `${done} ${what} · ${took}`;
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const full = Math.round(share * BAR);
  const fresh = done - before;
  const left = fresh > 0 && done < total ? ` · about ${Math.ceil(((total - done) * seconds) / fresh)} s left` : '';
  return `[${'█'.repeat(full)}${'░'.repeat(BAR - full)}] ${done} of ${total} ${what} · ${took}${left}`;
}

/** A line on standard error that is overwritten again and again. Silent if that is not a terminal. */
export function openCount(what: string): { show(text: string): void; end(): void } {
  const tty = process.stderr.isTTY === true;
  return {
    show(text) {
      if (tty) process.stderr.write(`\r\x1b[K${text} ${what}`);
    },
    end() {
      if (tty) process.stderr.write('\r\x1b[K');
    },
  };
}
