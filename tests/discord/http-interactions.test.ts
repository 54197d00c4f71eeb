import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { votes } from '../../db/schema/votes.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';

let world: World;
const person = (name: string) => world.discord.as(world.id(name));

beforeAll(async () => {
  world = await startWorld({ INTERACTIONS_PORT: '0' });
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

describe('interactions over HTTP', () => {
  it('are answered without a gateway: a question, a duel, a vote, a form', async () => {
    const asked = await person('Ada').slash('ask', { prompt: 'Why is the sky blue?' });
    expect(asked.type).toBe(5);
    const duel = await person('Ada').waitFor((m) => buttonsOf(m).some(({ label }) => label === 'A is better'));
    const vote = await person('Ben').click(duel.id, 'A is better');
    const reply = await vote.response();
    expect(textOf(reply)).toMatch(/You chose \*\*A\*\*/);
    const { modal } = await person('Ben').click(reply.id, 'Say why');
    if (!modal) throw new Error('no form was opened');
    const thanks = await person('Ben').submitModal(modal, { decisive: ['clear'], text: '' });
    expect(textOf(await thanks.response())).toMatch(/Thank you/);
    expect(await world.database.db.select().from(votes)).toMatchObject([{ reasons: ['clear'] }]);
  });

  it('complete what is typed, and keep permissions', async () => {
    const choices = await person('Mira').autocomplete('reasoning', { ask: 'sky' }, 'ask');
    expect(choices).toMatchObject([{ name: 'Why is the sky blue?' }]);
    const refused = await person('Ben').slash('reasoning', { ask: 'x' }, { unchecked: true });
    expect(textOf(await refused.response())).toMatch(/Only moderators/);
  });

  it('show a refusal that carries a file', async () => {
    const refused = await person('Ada').slash('ask', { prompt: 'x'.repeat(7000) }, { unchecked: true });
    expect(textOf(await refused.response())).toMatch(/7000 characters/);
  });

  it('that are delivered twice change nothing', async () => {
    const before = (await world.database.db.select().from(asks)).length;
    const asked = await person('Ada').slash('ask', { prompt: 'Once?' });
    await asked.redeliver();
    await expect.poll(async () => (await world.database.db.select().from(asks)).length).toBe(before + 1);
  });

  it('are refused where the signature is missing, wrong, or somebody else’s', async () => {
    const url = world.bot.interactionsUrl ?? '';
    const send = (headers: Record<string, string>) => fetch(url, { method: 'POST', headers, body: '{"type":1}' });
    const timestamp = '1700000000';
    for (const headers of [
      {},
      { 'x-signature-timestamp': timestamp },
      { 'x-signature-timestamp': timestamp, 'x-signature-ed25519': 'zz' },
      { 'x-signature-timestamp': timestamp, 'x-signature-ed25519': '0'.repeat(128) },
      { 'x-signature-timestamp': timestamp, 'x-signature-ed25519': `${'0'.repeat(127)}g` },
    ]) {
      expect((await send(headers as Record<string, string>)).status).toBe(401);
    }
  });
});
