import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { startWorld, type World } from '../support/bot.ts';
import { choicesOf, textOf } from '../support/messages.ts';
import { program } from '../support/program.ts';

let world: World;
const person = (name: string) => world.discord.as(world.id(name));

beforeAll(async () => {
  world = await startWorld({ USER_ASKS_A_DAY: '2', SERVER_TOKENS_A_DAY: '9000000' });
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

describe('/quota', () => {
  it('says what a member has left, and who manages the server what all have', async () => {
    await person('Ada').slash('ask', { prompt: 'Why?', candidates: 2 });
    await person('Ada').waitFor((m) => choicesOf(m).length > 0);
    const own = textOf(await (await person('Ada').slash('quota')).response());
    expect(own).toMatch(/\*\*You\*\*\nQuestions: \*\*1 of 2\*\* used\n▰▰▰▰▰▱▱▱▱▱/);
    expect(own).not.toMatch(/This server/);
    const managers = textOf(await (await person('Mira').slash('quota')).response());
    expect(managers).toMatch(
      /Questions: \*\*0 of 2\*\* used[\s\S]+\*\*This server\*\*\nQuestions: \*\*1\*\* used; no limit/,
    );
  });

  it('is what /ask holds to, and the question is given back', async () => {
    await person('Ada').slash('ask', { prompt: 'Why not?', candidates: 2 });
    // A question is acknowledged before it counts.
    await expect.poll(async () => (await world.database.db.select().from(asks)).length, { timeout: 20_000 }).toBe(2);
    const refused = await (await person('Ada').slash('ask', { prompt: 'And why now?', candidates: 2 })).response();
    expect(textOf(refused)).toMatch(/You have reached the limit of \*\*2 questions a day\*\*/);
    expect(await world.database.db.select().from(asks)).toHaveLength(2);
  });
});

describe('so many at once', () => {
  it('are refused in words that say how many are on their way', async () => {
    const limited = await startWorld({ USER_ASKS_AT_ONCE: '1' }, { candidateDelay: 3000 });
    try {
      const ada = limited.discord.as(limited.id('Ada'));
      await ada.slash('ask', { prompt: 'Why?', candidates: 2 });
      await expect.poll(async () => (await limited.database.db.select().from(asks)).length).toBe(1);
      const refused = textOf(await (await ada.slash('ask', { prompt: 'And why not?', candidates: 2 })).response());
      expect(refused).toMatch(/1 question of yours is on the way to an answer, and the most at once is \*\*1\*\*/);
      expect(refused).toMatch(/As soon as one is answered/);
      await ada.waitFor((m) => choicesOf(m).length > 0);
      await ada.slash('ask', { prompt: 'And now?', candidates: 2 });
      await expect.poll(async () => (await limited.database.db.select().from(asks)).length).toBe(2);
    } finally {
      await limited.close();
    }
  });
});

describe('the operator’s switch', { timeout: 90_000 }, () => {
  const tribunal = (...args: string[]) => {
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, DATABASE_URL: world.databaseUrl };
    return spawnSync(process.execPath, [program, ...args], { env, encoding: 'utf8' });
  };

  it('stops questions in every process at once, says why, and lets them be taken again', async () => {
    expect(tribunal('stop', '--why', 'We are moving.').stdout).toMatch(/No more questions are taken/);
    const refused = await (await person('Ben').slash('ask', { prompt: 'Hello?' })).response();
    expect(textOf(refused)).toMatch(/takes no questions for now\. We are moving\./);
    expect(tribunal('resume').stdout).toMatch(/taken again/);
    await person('Ben').slash('ask', { prompt: 'Hello?' });
    await expect.poll(async () => (await world.database.db.select().from(asks)).length, { timeout: 20_000 }).toBe(3);
  });
});
