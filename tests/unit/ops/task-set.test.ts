import { expect, it } from 'vitest';
import { openTaskSet } from '../../../src/ops/task-set.ts';

it('keeps a failure that came while nobody waited, and tells of it once', async () => {
  const told: unknown[] = [];
  const tasks = openTaskSet((error) => told.push(error));
  tasks.add(Promise.reject(new Error('an insert that failed')));
  tasks.add(Promise.resolve());
  await new Promise((resolve) => setImmediate(resolve));
  expect([tasks.size(), tasks.ended()]).toEqual([0, 2]);
  expect(() => tasks.throwIfFailed()).toThrow('an insert that failed');
  expect(told).toHaveLength(1);
});

it('wakes who waits when a task ends, however it ends', async () => {
  const tasks = openTaskSet(() => {});
  const [good, bad] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  tasks.add(good.promise);
  tasks.add(bad.promise);
  const first = tasks.next();
  good.resolve();
  await first;
  expect(() => tasks.throwIfFailed()).not.toThrow();
  const second = tasks.next();
  bad.reject(new Error('the second'));
  await second;
  expect(() => tasks.throwIfFailed()).toThrow('the second');
  expect(tasks.size()).toBe(0);
});
