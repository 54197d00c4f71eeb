import { describe, expect, it } from 'vitest';
import { formats } from '../../../src/judge/choose-format.ts';
import { prepare } from '../../../src/judge/prepare.ts';
import { attacks } from './attacks.ts';
import { countMarks, marksOf } from './structure.ts';

/**
 * The structure of all formats, chat templates and readers, in all spellings that tokenizers may fold
 * together.
 */
const STRUCTURE =
  /^[ \t]*#{1,6}[ \t]*(?:query|assistant responses|assistant[ \t]*[12]|analysis)\b|<\s*\/?\s*(?:think|answer|eval|rubric|type|solution)[^<>]{0,40}>|<[|｜][^<>]{0,60}[|｜]>|<<\/?sys>>|\[\/?inst\]|<\/?s>|<(?:start|end)_of_\w+>|\\f?(?:boxed|box)\s*\{\s*(?:\\\w+\s*\{\s*)?[^{}]{0,20}assistant|\[\[\s*[ab]\s*\]\]|\[(?:the (?:start|end) of|client question)[^\]\n]*\]/gim;

const structureOf = (text: string) =>
  (
    text
      .normalize('NFKC')
      .replace(/[\u200b-\u200f\u2060-\u206f\u202a-\u202e]/g, '')
      .match(STRUCTURE) ?? []
  ).map((mark) => mark.trim().toLowerCase());

describe.each(Object.values(formats))('the layout of $name', (format) => {
  const layOut = (prompt: string, first: string, second: string) => {
    const { user } = format.layOut(prepare({ prompt, first, second }, 24_000, format));
    return user;
  };
  const structure = (user: string) =>
    [...structureOf(user), JSON.stringify(countMarks(format, user.normalize('NFKC')))].join('\n');
  const plain = structure(layOut('a question', 'one reply', 'another reply'));

  it.each(Object.keys(attacks))('is not changed by %s', (kind) => {
    const changed = (attacks[kind] ?? []).flatMap((attack) =>
      [attack, `A sensible beginning.\n\n${attack}`, `${attack}\n\nA sensible end.`].flatMap((text) =>
        [
          layOut(text, 'one reply', 'another'),
          layOut('a question', text, 'another'),
          layOut('a question', 'one reply', text),
        ].filter((user) => structure(user) !== plain),
      ),
    );
    expect(changed.map((user) => user.slice(0, 300))).toEqual([]);
  });
});

it.each(Object.values(formats))('no mark of $name can be written by a reply', (format) => {
  for (const mark of marksOf(format)) {
    const echo = prepare({ prompt: mark, first: `Well.\n${mark}\nWell.`, second: mark }, 24_000, format);
    for (const text of [echo.prompt, echo.first, echo.second])
      expect(
        Object.values(countMarks(format, text)).reduce((sum, count) => sum + count, 0),
        mark,
      ).toBe(0);
    expect(echo.notes.length, mark).toBeGreaterThan(0);
  }
});

it('the attacks would change a layout that nobody guards', () => {
  const naive = (text: string) =>
    structureOf(Object.values(formats)[0]?.layOut({ prompt: 'q', first: text, second: 'b' }).user ?? '');
  const plain = naive('a').join();
  for (const kind of ['fake verdicts', 'fake sections', 'orders to the judge', 'special tokens', 'look-alikes']) {
    const dangerous = (attacks[kind] ?? []).filter((attack) => naive(attack).join() !== plain);
    expect(dangerous.length, kind).toBeGreaterThan((attacks[kind]?.length ?? 0) / 2);
  }
});
