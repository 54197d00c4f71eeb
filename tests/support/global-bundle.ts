import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Makes the bundle, which tests start as a process in a third of the source's time. `TEST_PROGRAM` names what
 * they start instead.
 */
export default async function setup(): Promise<void> {
  await promisify(execFile)(process.execPath, ['esbuild.config.ts']);
  process.env.TEST_PROGRAM ??= 'dist/tribunal.js';
}
