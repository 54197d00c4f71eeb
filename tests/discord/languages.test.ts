import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asks } from '../../db/schema/asks.ts';
import { guildSettings } from '../../db/schema/guild-settings.ts';
import { startWorld, type World } from '../support/bot.ts';
import { buttonsOf, textOf } from '../support/messages.ts';

let world: World;
const anna = () => world.discord.as(world.id('Anna'));
const ben = () => world.discord.as(world.id('Ben'));
const labels = (message: Parameters<typeof buttonsOf>[0]) => buttonsOf(message).map(({ label }) => label);

beforeAll(async () => {
  world = await startWorld();
  world.discord.addMember({ name: 'Anna', locale: 'de' });
});
afterAll(async () => {
  await world.close();
  expect(world.discord.violations).toEqual([]);
});

describe('a member whose client is German', () => {
  it('reads in German what only they see, on a server in English that goes on in English', async () => {
    await anna().slash('ask', { prompt: 'Warum ist der Himmel blau?' });
    const duel = await ben().waitFor((m) => labels(m).includes('A is better'), 40_000);
    expect(textOf(duel)).toContain('Which answer is better?');
    expect(textOf(await (await anna().click(duel.id, 'A is better')).response())).toMatch(
      /Der Richter hat [AB] gewählt[\s\S]+Du hast \*\*A\*\* gewählt/,
    );
    expect(textOf(await (await ben().click(duel.id, 'Tie')).response())).toMatch(/The judge picked [AB]/);
    expect(textOf(await (await anna().slash('help')).response())).toMatch(
      /<\/ask:\d+> – mehrere[\s\S]+Das Tribunal fragen/,
    );
    expect(textOf(await (await anna().slash('privacy')).response())).toMatch(/Deine Daten/);
    const refused = await anna().slash('settings', {}, { unchecked: true });
    expect(textOf(await refused.response())).toMatch(/Server verwalten/);
  });
});

describe('a German server', () => {
  it('is spoken to in German by what everybody reads, and each member in their own language', async () => {
    await world.database.db.delete(asks);
    world.discord.setLocale('de');
    await ben().slash('ask', { prompt: 'Why is grass green?' });
    const duel = await anna().waitFor((m) => labels(m).includes('A ist besser'), 40_000);
    expect(textOf(duel)).toMatch(/Welche Antwort ist besser\?/);
    expect(labels(duel)).toContain('Melden');
    expect(textOf(await (await ben().click(duel.id, 'B ist besser')).response())).toMatch(/You chose \*\*B\*\*/);
    expect(textOf(await (await ben().slash('agreement')).response())).toMatch(/Ihr und der Richter/);
  });

  it('may choose another language for all', async () => {
    await world.database.db.insert(guildSettings).values({ guildId: world.discord.guildId, language: 'en' });
    expect(textOf(await (await anna().slash('agreement')).response())).toMatch(/You and the judge/);
    await anna().slash('ask', { prompt: 'Und der Mond?' });
    await anna().waitFor((m) => labels(m).includes('A is better') && textOf(m).includes('Mond'), 40_000);
    const said = anna().say(`<@${world.discord.applicationId}>`);
    const refused = await anna().waitFor((m) => m.message_reference?.message_id === said.id);
    expect(textOf(refused)).toMatch(/Write your question behind my name/);
  });
});
