import { setTimeout as sleep } from 'node:timers/promises';
import type { Mood } from '../../tests/support/quality-server.ts';
import type { LoadWorld } from '../support/world.ts';

export const well: Partial<Mood> = { candidateStatus: 200, judgeStatus: 200, candidateDelay: 200, judgeDelay: 200 };

const mood = (change: Partial<Mood>) => async (world: LoadWorld, ms: number) => {
  world.setMood({ ...well, ...change });
  await sleep(ms);
  world.setMood(well);
};
const network =
  (name: 'database' | 'discord', how: 'cut' | 'away' | 'stalled') => async (world: LoadWorld, ms: number) => {
    const far = world.networks?.[name];
    if (how === 'stalled') far?.stall(true);
    if (how === 'away') far?.take(false);
    if (how !== 'stalled') far?.cut('reset');
    await sleep(how === 'cut' ? 0 : ms);
    far?.take(true);
    far?.stall(false);
  };

/** Everything that fails in turns. Each breaks something for `ms` milliseconds and mends it. */
export const faults: Readonly<Record<string, (world: LoadWorld, ms: number) => Promise<void>>> = {
  'judge says 500': mood({ judgeStatus: 500 }),
  'candidates say 429': mood({ candidateStatus: 429 }),
  'models are slow': mood({ candidateDelay: 3000, judgeDelay: 3000 }),
  'judge says 400': mood({ judgeStatus: 400 }),
  'Discord says 503': async ({ discord }) => discord.faults.failRest(/webhooks|messages/, 503, 10),
  'Discord says 429': async ({ discord }) => discord.faults.failRest(/webhooks|messages/, 429, 10, 1),
  'Discord’s gateway drops': async ({ discord }) => discord.faults.dropGateway(),
  'Discord cut off': network('discord', 'cut'),
  'Discord stalled': network('discord', 'stalled'),
  'database cut off': network('database', 'cut'),
  'database away': network('database', 'away'),
  'database stalled': network('database', 'stalled'),
};
