import { afterEach, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';
import { until } from './until.ts';

let world: World | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

/** More failures than the answering job has tries. */
const FOR_GOOD = 10_000;

/**
 * Asks a question whose answer cannot be posted, until its job is given up.
 * `hurry` takes that job's remaining tries away, and retries the job that gives up at once.
 */
async function answerUnseen(away: RegExp): Promise<World> {
  const here = await startWorld();
  world = here;
  here.discord.faults.failRest(away, 503, FOR_GOOD);
  await here.discord.as(here.id('Ada')).slash('ask', { prompt: 'Is anybody there?' });
  await expect
    .poll(
      async () => {
        await hurry(here);
        const rows = await here.database.sql`select from pgboss.job where name = 'ask-given-up' and retry_count > 0`;
        return rows.length;
      },
      { timeout: 60_000 },
    )
    .toBe(1);
  expect(await here.database.db.select().from(asks)).toMatchObject([{ state: 'voting' }]);
  return here;
}

const hurry = async ({ database }: World) => {
  await database.sql`update pgboss.job set retry_limit = retry_count where name = 'ask-run'`;
  await database.sql`update pgboss.job set start_after = now() where name = 'ask-given-up' and state = 'retry'`;
};
const shown = (here: World) => here.discord.messages(here.discord.channelId, here.id('Ada'));
const duels = (here: World) => shown(here).filter((message) => buttonsOf(message).length > 0);

it('Discord takes no edit until the ask’s own tries are used up: the answer is shown when it does again, in its message', async () => {
  const here = await answerUnseen(/webhooks/);
  expect(duels(here)).toEqual([]);
  here.discord.faults.mend();
  await until(async () => {
    await hurry(here);
    return duels(here).length > 0;
  }, 30_000);
  expect(shown(here)).toHaveLength(1);
  expect(duels(here)).toHaveLength(1);
}, 120_000);

it('Discord takes no edit for as long as the interaction’s token lives: the answer comes as a message of the bot’s own, once, and is voted on', async () => {
  const here = await answerUnseen(/webhooks/);
  here.discord.advance(16 * 60_000);
  here.discord.faults.mend();
  await until(async () => {
    await hurry(here);
    return duels(here).length > 0;
  }, 30_000);
  const [duel] = duels(here);
  expect(duels(here)).toHaveLength(1);
  expect(textOf(duel as never)).toContain('Is anybody there?');
  await expect
    .poll(async () => (await here.database.db.select().from(asks))[0]?.messageId, { timeout: 15_000 })
    .toBe(duel?.id);
  const vote = await here.discord.as(here.id('Ben')).click(duel?.id ?? '', 'A is better');
  expect(textOf(await vote.response())).toMatch(/You chose \*\*A\*\*/);
}, 120_000);
