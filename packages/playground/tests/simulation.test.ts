import { afterAll, beforeAll, expect, it } from 'vitest';
import { asks } from '../../../db/schema/asks.ts';
import { consents } from '../../../db/schema/consents.ts';
import { votes } from '../../../db/schema/votes.ts';
import { startWorld, type World } from '../../../tests/support/bot.ts';
import { openSimulation, type Simulation } from '../src/simulation.ts';
import { toTrace } from '../src/trace.ts';

let world: World;
let simulation: Simulation;

beforeAll(async () => {
  world = await startWorld({ SIMULATED: '1' });
  simulation = openSimulation(world.discord, {
    questions: ['Why is the sky blue?'],
    merits: (text) => ({ quality: Number(/Quality (\d+)/.exec(text)?.[1] ?? 0), merits: 'names its quality' }),
    channelId: world.discord.channels[0]?.id ?? '',
    seed: '1',
    members: 9,
    durationMs: 1000,
    askEveryMs: 400,
    readingMs: 1,
  });
});
afterAll(() => world.close());

it('lets simulated members ask and vote for a while, and then ends by itself', async () => {
  simulation.start();
  simulation.start();
  expect(simulation.state()).toMatchObject({ running: true });
  await expect.poll(() => simulation.state().votes, { timeout: 15_000 }).toBeGreaterThan(5);
  await expect.poll(() => simulation.state().running, { timeout: 15_000 }).toBe(false);
  const played = world.discord.members.filter(({ user }) => simulation.isSimulated(user.id));
  expect(played.map(({ user }) => user.global_name)).toContain('Simulated 09');
  expect(played).toHaveLength(9);
});

it('leaves real rows, marked as simulated', async () => {
  const rows = await world.database.db.select().from(asks);
  expect(rows.length).toBeGreaterThan(0);
  for (const { settings } of rows) expect(settings.simulated).toBe(true);
  // A click counts when it is acknowledged. Its row is written later.
  await expect.poll(async () => (await world.database.db.select().from(votes)).length).toBeGreaterThan(5);
});

it('can be looked at while it happens', async () => {
  const snapshot = await world.bot.latestAsk();
  if (!snapshot) throw new Error('nothing was asked');
  const trace = toTrace(snapshot);
  expect(trace.question).toBe('Why is the sky blue?');
  expect(trace.rows[0]).toEqual({ table: 'asks', count: 1 });
  expect(trace.candidates).toHaveLength(4);
  for (const { first, second, winner } of trace.comparisons) expect([first, second, null]).toContain(winner);
});

it('has its members take part in research before they ask, so that an export holds what they said', async () => {
  const { db } = world.database;
  const people = new Set((await db.select().from(consents)).map(({ personHash }) => personHash));
  expect(people.size).toBe(9);
  for (const { askerHash } of await db.select().from(asks)) expect(people).toContain(askerHash);
});

it('has some of its voters say why', async () => {
  const given = async () =>
    (await world.database.db.select().from(votes)).filter(({ reasonText }) => reasonText !== null);
  await expect.poll(async () => (await given()).length).toBeGreaterThan(0);
});
