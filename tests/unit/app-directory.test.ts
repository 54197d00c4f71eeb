import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandData } from '../../commands/index.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/app-directory.md'), 'utf8');
const blocks = [...page.matchAll(/^#+ (.+)\n[^#]*?```\w+\n([\s\S]+?)\n```/gm)].map(([, title = '', text = '']) => ({
  title,
  text,
}));
const textsOf = (title: string) => blocks.filter((block) => block.title.startsWith(title)).map(({ text }) => text);

describe('the texts for the App Directory', () => {
  // https://docs.discord.com/developers/discovery/best-practices
  it.each([
    { title: 'Name', most: 32, count: 1 },
    { title: 'Description in', most: 400, count: 2 },
    { title: 'Summary in', most: 200, count: 2 },
    { title: 'Expanded description in', most: 2000, count: 2 },
  ])('$title: has at most $most characters', ({ title, most, count }) => {
    const texts = textsOf(title);
    expect(texts).toHaveLength(count);
    for (const text of texts) expect(text.length).toBeLessThanOrEqual(most);
  });

  // https://discord.com/developers/docs/resources/application#application-object
  it('have five tags of at most 20 characters, none twice', () => {
    const tags = textsOf('Tags')[0]?.split('\n') ?? [];
    expect(new Set(tags).size).toBe(5);
    for (const tag of tags) expect(tag.length).toBeLessThanOrEqual(20);
  });

  it.each(['English', 'German'])('name no command that is not there by that name in %s', (language) => {
    const texts = blocks.filter(({ title }) => title.endsWith(`in ${language}`)).map(({ text }) => text);
    const said = texts.flatMap((text) => [...text.matchAll(/(?:^|[\s`])\/([\p{L}-]+)/gu)].map(([, name]) => name));
    expect(said.length).toBeGreaterThan(7);
    const names = commandData.map(({ name, name_localizations }) =>
      language === 'English' ? name : (name_localizations as Record<string, string>).de,
    );
    expect(said.filter((name) => !names.includes(name))).toEqual([]);
  });
});
