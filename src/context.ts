import type { Database } from '../db/client.ts';
import type { Queue } from './ops/queue.ts';

/**
 * What a function that changes something gets from outside: storage, jobs and time. Such a function is called
 * `(context, input)` and asks only for the parts that it needs, so a caller may pass whatever holds them.
 */
export interface Context {
  database: Database;
  queue: Queue;
  now: () => Date;
}
