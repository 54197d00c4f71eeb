import type { Finding } from '../finding.ts';
import type { Patient } from '../patient.ts';
import { candidates } from './candidates.ts';
import { clock } from './clock.ts';
import { commands } from './commands.ts';
import { configuration } from './configuration.ts';
import { contentCheck } from './content-check.ts';
import { context } from './context.ts';
import { database } from './database.ts';
import { discord } from './discord.ts';
import { disk } from './disk.ts';
import { gateway } from './gateway.ts';
import { judges } from './judges.ts';
import { keys } from './keys.ts';
import { limits } from './limits.ts';
import { permissions } from './permissions.ts';
import { ports } from './ports.ts';
import { queue } from './queue.ts';

/** All checks, in the order in which they run. What others depend on comes first. */
export const checks: Readonly<Record<string, (patient: Patient) => Promise<Finding[]>>> = {
  configuration,
  limits,
  keys,
  database,
  disk,
  queue,
  Discord: discord,
  gateway,
  commands,
  permissions,
  clock,
  ports,
  candidates,
  judges,
  context,
  'content check': contentCheck,
};
