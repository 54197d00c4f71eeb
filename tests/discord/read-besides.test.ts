import { afterAll, beforeAll, expect, it } from 'vitest';
import { ballots } from '../../db/schema/ballots.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';

let world: World;
const person = (name: string) => world.discord.as(world.id(name));
const text = (name: string) => ({ name, type: 'text/plain', data: 'The tide turns at noon.' });

beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

it('says which file was read with a question, while it is worked on and in the duel', async () => {
  await person('Ada').slash('ask', { prompt: 'When does the tide turn?' }, { files: { file: text('tides`1.txt') } });
  const duel = await person('Ada').waitFor((m) => buttonsOf(m).length > 1 && textOf(m).includes('tide turn'));
  expect(textOf(duel)).toMatch(/> When does the tide turn\?\n-# With the file `tides ?1\.txt`\./);
});

it('says that a question goes on from an earlier answer', async () => {
  await person('Ben').slash('ask', { prompt: 'Why is the sea salty?', voting: 'open' });
  await person('Ben').waitFor((m) => buttonsOf(m).length > 1 && textOf(m).includes('sea salty'));
  await person('Ben').slash('ask', { prompt: 'And in short?', follow_up: true });
  const duel = await person('Ben').waitFor((m) => buttonsOf(m).length > 1 && textOf(m).includes('And in short?'));
  expect(textOf(duel)).toContain('> And in short?\n-# Goes on from an earlier answer.');
});

it('names the model of a chat reply, which nobody votes on, and the file that it read', async () => {
  const said = person('Chloe').say(`<@${world.discord.applicationId}> When?`, { files: [text('noon.txt')] });
  const answered = person('Chloe').waitFor(
    (m) => m.message_reference?.message_id === said.id && textOf(m).includes('unjudged'),
  );
  expect(textOf(await answered)).toMatch(/One reply, unjudged, by `writer`\. .+\n-# With the file `noon\.txt`\./);
});

it('puts nothing to a vote where all replies say the same, and says so', async () => {
  world.models.mood.write = () => 'I know nothing.';
  const judged = world.models.counts.judge;
  await person('Ada').slash('ask', { prompt: 'What is this?' });
  const answer = await person('Ada').waitFor((m) => textOf(m).includes('What is this?') && textOf(m).includes('same'));
  expect(textOf(answer)).toContain('All replies say the same, so there was nothing to compare.');
  expect(buttonsOf(answer).map(({ label }) => label)).toEqual(['Report']);
  expect(world.models.counts.judge).toBe(judged);
  const before = await world.database.db.select().from(ballots);
  expect(before).toHaveLength(3);
});
