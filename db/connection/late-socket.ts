import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** Seconds are enough to tell a slow query from a machine that is gone, and a person still waits for them. */
const SILENCE_MS = 3000;

/**
 * A socket whose server is chosen while it is opened. Both drivers want theirs at once. What they write waits
 * until the choice is made.
 */
export class LateSocket extends Duplex {
  readonly #open: (signal: AbortSignal) => Promise<Socket>;
  readonly #isGone: (() => Promise<boolean>) | null;
  readonly #silenceMs: number;
  readonly #given = new AbortController();
  #socket: Socket | null = null;
  #waiting: (() => void) | null = null;
  #asked: () => void = () => {};

  /**
   * @param open opens the real one
   * @param isGone is asked each time that the server has owed an answer for `silenceMs`. If it is gone, the
   *   connection ends. A machine without power ends none, and the kernel waits for it for many minutes.
   */
  constructor(
    open: (signal: AbortSignal) => Promise<Socket>,
    isGone: (() => Promise<boolean>) | null = null,
    silenceMs = SILENCE_MS,
  ) {
    super();
    this.#open = open;
    this.#isGone = isGone;
    this.#silenceMs = silenceMs;
  }

  /** Begins to open it. `connect` is emitted when it is open. The place that a driver names is not used. */
  connect(): this {
    this.#open(this.#given.signal).then(
      (socket) => this.#use(socket),
      (error) => this.destroy(error),
    );
    return this;
  }

  /** What the drivers ask of a socket before they use it. It is set where the real one is opened. */
  setNoDelay = (): this => this;
  setKeepAlive = (): this => this;
  ref = (): this => this;
  unref = (): this => this;

  get readyState(): 'open' | 'closed' {
    return this.destroyed ? 'closed' : 'open';
  }

  #use(socket: Socket): void {
    if (this.destroyed) return void socket.destroy();
    this.#socket = socket;
    socket.on('data', (piece) => this.push(piece) || socket.pause());
    socket.on('end', () => this.push(null));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
    if (this.#isGone) this.#listen(socket, this.#isGone);
    this.emit('connect');
    this.#waiting?.();
  }

  #listen(socket: Socket, isGone: () => Promise<boolean>): void {
    let owes = false;
    let timer: NodeJS.Timeout | undefined;
    const look = async () => {
      if (owes && (await isGone())) this.destroy(lost());
      else if (owes && !this.destroyed) wait();
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void look(), this.#silenceMs);
      timer.unref();
    };
    this.#asked = () => {
      if (!owes) wait();
      owes = true;
    };
    socket.on('data', () => {
      owes = false;
      clearTimeout(timer);
    });
    socket.on('close', () => clearTimeout(timer));
  }

  override _read(): void {
    this.#socket?.resume();
  }

  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    if (!this.#socket) {
      this.#waiting = () => this._write(piece, _encoding, done);
      return;
    }
    this.#asked();
    if (this.#socket.write(piece)) done();
    else this.#socket.once('drain', done);
  }

  override _final(done: () => void): void {
    if (this.#socket) this.#socket.end(done);
    else done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#given.abort();
    this.#socket?.destroy();
    done(error);
  }
}

const lost = () => Object.assign(new Error('the server is silent, and another one is the primary'), { code: '08006' });
