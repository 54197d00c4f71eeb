import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ballots } from '../../db/schema/ballots.ts';
import { startWorld, type World } from '../support/bot.ts';
import { dueNow } from '../support/due-now.ts';
import { choicesOf, textOf } from '../support/messages.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const ada = () => world.discord.as(world.id('Ada'));
const askAndWait = async () => {
  await ada().slash('ask', { prompt: 'Still there?' });
  return ada().waitFor((m) => choicesOf(m).length > 0);
};
const closeBallots = async () => {
  await world.database.db.update(ballots).set({ closesAt: new Date() });
  await dueNow(world.database.sql, 'ballot-close');
};
const closeJob = async () =>
  (await world.database.sql`select state from pgboss.job where name = 'ballot-close'`)[0]?.state as string | undefined;

describe('the message of an ask', () => {
  it('is edited as the bot’s own when the interaction’s token has died', async () => {
    const { id } = await askAndWait();
    world.discord.advance(16 * 60_000);
    await closeBallots();
    const closed = await ada().waitFor((m) => m.id === id && /The judge picked/.test(textOf(m)), 15_000);
    expect(choicesOf(closed).map(({ label }) => label)).toEqual(['Why?']);
    const last = world.discord.requests.filter(({ method }) => method === 'PATCH').at(-1);
    expect(last).toMatchObject({ path: `/channels/${world.discord.channelId}/messages/${id}`, status: 200 });
  });

  it('that a moderator deleted is not missed: the ballot closes all the same', async () => {
    const { id } = await askAndWait();
    const response = await fetch(`${world.discord.apiUrl}/v10/channels/${world.discord.channelId}/messages/${id}`, {
      method: 'DELETE',
      headers: { authorization: `Bot ${world.discord.botToken}` },
    });
    expect(response.status).toBe(204);
    await closeBallots();
    await expect.poll(closeJob, { timeout: 15_000 }).toBe('completed');
    expect((await world.database.db.select().from(ballots))[0]?.closedAt).not.toBeNull();
  });

  it('comes through where Discord stumbles', async () => {
    world.discord.faults.failRest(/@original$/, 500, 2);
    expect(choicesOf(await askAndWait())).toHaveLength(5);
  });

  it('comes through where the gateway breaks, and clicks after it are answered', async () => {
    await ada().slash('ask', { prompt: 'Still there?' });
    world.discord.faults.dropGateway();
    const { id } = await ada().waitFor((m) => choicesOf(m).length > 0);
    const reply = await (await ada().click(id, 'Tie')).response();
    expect(textOf(reply)).toMatch(/You chose \*\*tie\*\*/);
  });

  it('is edited stage by stage, not word by word', async () => {
    world.models.mood.candidateDelay = 300;
    world.models.mood.judgeDelay = 300;
    await ada().slash('ask', { prompt: 'How many edits?', candidates: 8 });
    await ada().waitFor((m) => choicesOf(m).length > 0);
    const edits = world.discord.requests.filter(({ method, path }) => method === 'PATCH' && path.endsWith('@original'));
    expect(edits.length).toBeGreaterThanOrEqual(2);
    expect(edits.length).toBeLessThanOrEqual(6);
  });
});
