import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandData } from '../../../commands/index.ts';
import { de } from '../../../src/discord/words/de/index.ts';
import { en } from '../../../src/discord/words/en/index.ts';
import { languageOf, wordsFor } from '../../../src/discord/words/words.ts';

type Leaf = string | ((...given: never[]) => string);
function* leavesOf(value: unknown, path = ''): Generator<[string, Leaf]> {
  if (typeof value === 'string' || typeof value === 'function') yield [path, value as Leaf];
  else
    for (const [key, inner] of Object.entries(value as object)) yield* leavesOf(inner, path ? `${path}.${key}` : key);
}
const english = new Map(leavesOf(en));
const german = new Map(leavesOf(de));

/** Texts that are the same word in both languages. */
const same = /^commands\.export\.options\.format\.name$/;

/** Marks as arguments, to see which arguments occur in a text. */
const marks = ['⟦1⟧', '⟦2⟧', '⟦3⟧', '⟦4⟧', '⟦5⟧'];
/** No number is 1, because "the last day" need not contain the figure. */
const given = [
  marks,
  [2, 3, 4, 5, 6],
  [true, true, true, true, true],
  [2, null, false, 3, 4],
  ['⟦1⟧', ['⟦2⟧', '⟦3⟧', '⟦4⟧'], 5],
];
function shownBy(text: Leaf, args: readonly unknown[]): string[] | null {
  if (typeof text === 'string') return [];
  try {
    const said = text(...(args as never[]));
    return args
      .flat()
      .filter((arg) => arg !== null && typeof arg !== 'boolean' && said.includes(String(arg)))
      .map(String);
  } catch {
    return null;
  }
}

describe('the texts', () => {
  it('are there in every language, and say the same figures and names', () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [path, text] of english) {
      // Its argument is a word of ours, which is translated.
      if (path === 'reasoning.byPlace') continue;
      let compared = false;
      for (const args of given) {
        const [mine, theirs] = [shownBy(text, args), shownBy(german.get(path) as Leaf, args)];
        compared ||= mine !== null && theirs !== null;
        if (mine && theirs) expect(new Set(theirs), `${path} with ${args.join()}`).toEqual(new Set(mine));
      }
      expect(compared, path).toBe(true);
    }
  });

  it('are translated', () => {
    const untranslated = [...english].filter(
      ([path, text]) =>
        typeof text === 'string' && /[a-z]{3}/i.test(text) && german.get(path) === text && !same.test(path),
    );
    expect(untranslated.map(([path]) => path)).toEqual([]);
  });

  it('fit where Discord shows them', () => {
    const label =
      /\.(aIsBetter|bIsBetter|tie|bothBad|goodPick|compare|justShowMe|readAndVote|sayWhy|why|tryAgain|judgeThis|button|save|discard|show|hide|block|unblock|delete|dismiss|previous|next|overview)$/;
    for (const [path, text] of [...english, ...german]) {
      if (typeof text !== 'string') continue;
      // Discord allows 80 characters on a button, but phones cut them off after about 40.
      if (label.test(path) && !path.startsWith('help.')) expect(text.length, path).toBeLessThanOrEqual(40);
      if (/settings\.labels\.|(Title|formLabel|reports\.(what|words)|voting\.(reasonChoices|reasonWords))$/.test(path))
        expect(text.length, path).toBeLessThanOrEqual(45);
      if (/(formNote|wordsNote|reasonNote|\.description)$/.test(path))
        expect(text.length, path).toBeLessThanOrEqual(100);
    }
  });

  it('fit on the one button that holds a sentence', () => {
    for (const { setup } of [en, de]) expect(setup.askIt(setup.firstQuestion).length).toBeLessThanOrEqual(80);
  });

  it('are chosen by locale, and are English where we do not speak it', () => {
    expect(['de', 'de-DE', 'DE', 'fr', 'en-GB', '', null, undefined].map(languageOf)).toEqual([
      ...['de', 'de', 'de', 'en', 'en', 'en', 'en', 'en'],
    ]);
    expect(wordsFor('de')).toBe(de);
    expect(wordsFor('tlh')).toBe(en);
  });
});

describe('the commands, as Discord lists them', () => {
  type Listed = {
    name: string;
    name_localizations?: Record<string, string> | null;
    description?: string;
    description_localizations?: Record<string, string> | null;
    options?: Listed[];
    choices?: Listed[];
  };
  const named = (all: readonly Listed[], language: string) =>
    all.map(({ name, name_localizations: others }) => (language === 'en' ? name : (others?.[language] ?? '')));

  it.each(['en', 'de'])('keep its rules in %s', (language) => {
    const slash = commandData.filter((data) => 'description' in data) as Listed[];
    const menus = commandData.filter((data) => !('description' in data)) as Listed[];
    for (const level of [slash, ...slash.map(({ options = [] }) => options)]) {
      const names = named(level, language);
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) {
        expect(name).toMatch(/^[-_\p{L}\p{N}]{1,32}$/u);
        expect(name).toBe(name.toLowerCase());
      }
      for (const { description = '', description_localizations: others } of level) {
        const words = language === 'en' ? description : (others?.[language] ?? '');
        expect(words.length, words).toBeGreaterThan(0);
        expect(words.length, words).toBeLessThanOrEqual(100);
      }
      for (const { choices = [] } of level)
        for (const choice of choices)
          expect((choice.name_localizations?.[language] ?? choice.name).length).toBeLessThanOrEqual(100);
    }
    for (const name of named(menus, language)) expect(name).toMatch(/^.{1,32}$/u);
  });
});

describe('the code that shows them', () => {
  it('has no sentence of its own', () => {
    // Names of commands and permissions are Discord's, not sentences.
    const names = new Set([...Object.keys(en.commands), ...Object.keys(en.setup.rights)]);
    const found: string[] = [];
    for (const folder of ['src/discord/view', 'commands'])
      for (const file of readdirSync(folder)) {
        const code = readFileSync(join(folder, file), 'utf8')
          .replace(/\/\*[\s\S]*?\*\//g, '')
          .replace(/^\s*\/\/.*$/gm, '')
          .replace(/^import[\s\S]*?;$/gm, '');
        // Log messages are for operators, so they are only in English.
        for (const [, literal = ''] of code.replace(/log\.\w+\([\s\S]*?\);/g, '').matchAll(/['`]([^'`\n]*)['`]/g))
          if (!names.has(literal) && /[a-z]{2,} [a-z]{2,}/i.test(literal.replace(/\$\{[^}]*\}/g, '')))
            found.push(`${file}: ${literal}`);
      }
    expect(found).toEqual([]);
  });
});

describe('one vote', () => {
  it('is said in the singular', () => {
    expect(en.agreement.tooFew(1, 1, 10, 192, '10 %')).toContain('There is 1 blind vote on 1 question.');
    expect(en.agreement.tooFew(2, 1, 10, 191, '10 %')).toContain('There are 2 blind votes on 1 question.');
  });
});
