import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commentLines } from '../support/comments.ts';
import { root } from '../support/imports.ts';

const COLUMNS = 110;
const folders = ['src', 'commands', 'db', 'bench', 'packages', 'tests'];

const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|css)$/.test(name) && !/(?:^|\/)node_modules\//.test(name))
    .map((name) => join(folder, name)),
);

describe('a comment', () => {
  it(`has lines of at most ${COLUMNS} columns`, () => {
    const tooLong = files.toSorted().flatMap((file) =>
      commentLines(readFileSync(join(root, file), 'utf8'))
        .filter(({ text }) => [...text].length > COLUMNS)
        .map(({ number }) => `${file}:${number}`),
    );
    expect(tooLong).toEqual([]);
  });

  it.each([
    ['// a', [1]],
    ["const url = 'http://example.org';", []],
    ["const text = 'a // b';", []],
    ["const a = 'b'; // c", [1]],
    ['/** a */\nconst b = 1;\n', [1]],
    ['  /**\n   * a\n   */\nconst b = 1;\n// c', [1, 2, 3, 5]],
    ['/* a\n   b */\n.c {}', [1, 2]],
  ])('is found: %j', (source, numbers) => {
    expect(commentLines(source).map(({ number }) => number)).toEqual(numbers);
  });
});
