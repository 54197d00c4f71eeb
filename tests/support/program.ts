import { resolve } from 'node:path';

/** What tests start as a process: the bundle of this run, and outside of tests the source. */
export const program = resolve(process.env.TEST_PROGRAM ?? 'src/cli/tribunal.ts');
