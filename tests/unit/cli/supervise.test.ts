import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { supervise } from '../../../src/cli/start/supervise.ts';
import { runsTwo } from '../../../src/cli/start/two-processes.ts';

/** A process that does what the test says. It ends when its channel closes. */
class Process extends EventEmitter {
  connected = true;
  signals: string[] = [];
  deaf = false;
  readonly role: string;
  constructor(role: string) {
    super();
    this.role = role;
  }
  ready = () => this.emit('message', 'ready');
  end = (code: number | null, signal: string | null = null) => this.emit('exit', code, signal);
  disconnect() {
    this.connected = false;
    if (!this.deaf) setImmediate(() => this.end(0));
  }
  kill(signal: string) {
    this.signals.push(signal);
    this.end(null, signal);
  }
}

function open(pauses = [0]) {
  const opened: Process[] = [];
  const warned: object[] = [];
  const supervision = supervise(['gateway', 'worker'], {
    open: (role) => {
      const one = new Process(role);
      opened.push(one);
      return one as unknown as ChildProcess;
    },
    log: { warn: (about: object) => void warned.push(about) } as never,
    pauses,
  });
  const roles = () => opened.map(({ role }) => role).join(' ');
  const bothReady = async () => {
    opened[0]?.ready();
    await turn();
    opened[1]?.ready();
  };
  return { ...supervision, opened, warned, roles, bothReady };
}

describe('two processes', () => {
  it('start one after the other, and are told to end by their channel', async () => {
    const { roles, opened, bothReady, stop, ended } = open();
    expect(roles()).toBe('gateway');
    await bothReady();
    expect(roles()).toBe('gateway worker');
    stop();
    expect(await ended).toBe(0);
    expect(opened.flatMap(({ signals }) => signals)).toEqual([]);
  });

  it('are started again one by one when they die', async () => {
    const { roles, opened, warned, bothReady, stop, ended } = open();
    await bothReady();
    opened[1]?.end(null, 'SIGKILL');
    await expect.poll(roles).toBe('gateway worker worker');
    opened[0]?.end(1);
    await expect.poll(roles).toBe('gateway worker worker gateway');
    expect(warned).toMatchObject([
      { role: 'worker', signal: 'SIGKILL' },
      { role: 'gateway', code: 1 },
    ]);
    stop();
    expect(await ended).toBe(0);
  });

  it('are tried again while one cannot start that once could, with pauses that grow', async () => {
    const { opened, warned, bothReady, stop, ended } = open([0, 1, 2]);
    await bothReady();
    for (let died = 1; died <= 4; died++) {
      opened.at(-1)?.end(1);
      await expect.poll(() => opened.length).toBe(2 + died);
    }
    expect(warned.map((about) => (about as { pause: number }).pause)).toEqual([0, 1, 2, 2]);
    stop();
    expect(await ended).toBe(0);
  });

  it('end with the code of the first one that was never ready', async () => {
    const { roles, opened, ended } = open();
    opened[0]?.end(1);
    expect(await ended).toBe(1);
    expect(roles()).toBe('gateway');

    const second = open();
    second.opened[0]?.ready();
    await turn();
    second.opened[1]?.end(7);
    expect(await second.ended).toBe(7);
    expect(second.opened[0]?.connected).toBe(false);
  });

  it('are started again when one is killed before it was ready', async () => {
    const { roles, opened, stop, ended } = open();
    opened[0]?.end(null, 'SIGKILL');
    await expect.poll(roles).toBe('gateway gateway');
    stop();
    expect(await ended).toBe(0);
  });

  it('are not started again once they are to end, not even out of a pause', async () => {
    const { opened, bothReady, stop, ended } = open([600_000]);
    await bothReady();
    opened[1]?.end(1);
    await turn();
    stop();
    expect(await ended).toBe(0);
    expect(opened).toHaveLength(2);
  });

  it('are killed when they are told a second time', async () => {
    const { opened, bothReady, stop, ended } = open();
    await bothReady();
    for (const one of opened) one.deaf = true;
    stop();
    stop();
    expect(await ended).toBe(130);
    expect(opened.map(({ signals }) => signals)).toEqual([['SIGKILL'], ['SIGKILL']]);
  });

  it('are the default where nothing speaks against them', () => {
    const where = { role: undefined, metricsPort: null, cores: 2, memory: 2 ** 31 };
    expect(runsTwo(where)).toBe(true);
    expect(runsTwo({ ...where, role: '' })).toBe(true);
    expect(runsTwo({ ...where, role: 'all' })).toBe(false);
    expect(runsTwo({ ...where, metricsPort: 0 })).toBe(false);
    expect(runsTwo({ ...where, cores: 1 })).toBe(false);
    expect(runsTwo({ ...where, memory: 2 ** 30 })).toBe(false);
  });
});
