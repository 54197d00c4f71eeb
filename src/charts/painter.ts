import { type ChildProcess, fork } from 'node:child_process';
import { extname, join } from 'node:path';
import type { Log } from '../ops/log.ts';
import type { DrawingData, DrawingName } from './drawings.ts';

/**
 * Draws pictures in a child process. Drawing blocks for tens of milliseconds, which votes must not wait for,
 * and it makes the process grow.
 */
export interface Painter {
  /**
   * Draws a PNG. Never throws.
   * @returns null when it could not be drawn in time: the message is then sent without it
   */
  paint<Name extends DrawingName>(name: Name, data: DrawingData<Name>): Promise<Uint8Array | null>;
  close(): Promise<void>;
}

export interface PainterOptions {
  log: Log;
  /** The child is replaced after this many pictures. 200 by default. */
  recycleAfter?: number;
  /**
   * A picture that takes longer is given up, and the child killed. In milliseconds, 8,000 by default. The
   * first picture of a child has three times as long, because it includes the start.
   */
  timeLimitMs?: number;
  /** When this many pictures wait, further ones are refused. 20 by default. */
  queueLength?: number;
  /** An idle child ends after this time, in milliseconds. 60,000 by default. */
  idleMs?: number;
  /** For tests: another program for the child. */
  childFile?: string;
}

interface Job {
  name: DrawingName;
  data: unknown;
  resolve: (png: Uint8Array | null) => void;
}

/** TypeScript in the source, JavaScript in the bundle. */
const besideMe = join(import.meta.dirname, `painter-child${extname(import.meta.filename)}`);

/** Opens a painter. The child starts with the first picture. */
export function openPainter(options: PainterOptions): Painter {
  const { log, recycleAfter = 200, timeLimitMs = 8000, queueLength = 20, idleMs = 60_000 } = options;
  const childFile = options.childFile ?? besideMe;
  const waiting: Job[] = [];
  let child: ChildProcess | null = null;
  let painted = 0;
  let busy = false;
  let closed = false;
  let idle: NodeJS.Timeout | undefined;

  const end = () => {
    child?.kill('SIGKILL');
    child = null;
  };
  const start = () => {
    painted = 0;
    // The child needs no environment variables, and ours hold every secret.
    child = fork(childFile, { serialization: 'advanced', env: {}, execArgv: ['--expose-gc'], stdio: 'ignore' });
    // An unhandled error of a child that is being given up would end this process.
    child.on('error', () => {});
    child.unref();
    child.channel?.unref();
    return child;
  };
  const next = async () => {
    if (busy) return;
    const job = waiting.shift();
    clearTimeout(idle);
    if (!job) {
      if (!closed) idle = setTimeout(end, idleMs).unref();
      return;
    }
    busy = true;
    const worker = child?.connected ? child : start();
    const reply = await answerOf(worker, job, painted === 0 ? 3 * timeLimitMs : timeLimitMs);
    busy = false;
    painted += 1;
    if ('failed' in reply) log.warn({ drawing: job.name, reason: reply.failed }, 'a picture could not be drawn');
    if ('failed' in reply || painted >= recycleAfter) end();
    job.resolve('png' in reply ? reply.png : null);
    void next();
  };
  return {
    paint(name, data) {
      if (closed || waiting.length >= queueLength) return Promise.resolve(null);
      return new Promise((resolve) => {
        waiting.push({ name, data, resolve });
        void next();
      });
    },
    async close() {
      closed = true;
      clearTimeout(idle);
      for (const { resolve } of waiting.splice(0)) resolve(null);
      end();
    },
  };
}

type Reply = { png: Uint8Array } | { failed: string };

function answerOf(worker: ChildProcess, { name, data }: Job, timeLimitMs: number): Promise<Reply> {
  return new Promise((resolve) => {
    const settle = (reply: Reply) => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('exit', onEnd).off('error', onEnd);
      worker.channel?.unref();
      resolve(reply);
    };
    const onMessage = (message: unknown) => settle(message as Reply);
    const onEnd = () => settle({ failed: 'the process ended' });
    const timer = setTimeout(() => settle({ failed: 'out of time' }), timeLimitMs);
    worker.once('message', onMessage).once('exit', onEnd).once('error', onEnd);
    worker.channel?.ref();
    worker.send({ name, data }, (error) => error && onEnd());
  });
}
