import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tribunal } from '../../src/cli/program.ts';
import { root } from '../support/imports.ts';
import { secondSentence } from '../support/one-sentence-a-line.ts';

const paths = ['README.md', ...globSync('{docs,docs/adr,docs/results,examples,bench,packages/*}/*.md', { cwd: root })];
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const RUN = 'npm run -s tribunal -- ';

/** The anchor that GitHub gives a heading. */
const anchor = (heading: string) =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-');

const anchorsOf = (path: string) =>
  [...textOf(path).matchAll(/^#+ +(.+)$/gm)].map(([, heading = '']) => anchor(heading));

/** The problem with a link of a page. @returns null when its target exists. */
function problemOf(page: string, link: string): string | null {
  if (/^https?:/.test(link)) return null;
  const [file = '', part] = link.split('#');
  const path = file === '' ? page : normalize(join(dirname(page), file));
  if (!existsSync(join(root, path))) return `${page}: ${link} is not there`;
  return part === undefined || anchorsOf(path).includes(part) ? null : `${page}: ${link} has no such heading`;
}

/** The commands in a page's examples, without shell syntax around them. */
const linesOf = (page: string) =>
  [...textOf(page).matchAll(/```bash\n([\s\S]*?)```/g)]
    .flatMap(([, block = '']) => block.split('\n'))
    .filter((line) => line.includes(RUN))
    .map((line) => line.slice(line.indexOf(RUN) + RUN.length).replace(/\s+(?:#|<|\|).*$/, ''));

const words = (line: string) =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

describe('bench/README.md', () => {
  it('has a row for every bench', () => {
    const page = textOf('bench/README.md');
    const named = [...page.matchAll(/npm run bench -- ([\w./-]+)/g)].map(([, name = '']) => name);
    const benches = globSync('**/*.bench.ts', { cwd: join(root, 'bench') });
    expect(benches.filter((bench) => !named.some((name) => bench.includes(name)))).toEqual([]);
    expect(named.filter((name) => name !== 'NAME' && !benches.some((bench) => bench.includes(name)))).toEqual([]);
  });
});

describe('one sentence a line', () => {
  it.each([
    'It ends. Another begins.',
    '- *Does it read our chat?* No.',
    '**What counts.** The first vote. The last one does not.',
    'See [this](https://a.example/b.c). Then go on.',
    'The gain was small. `fit-prior` fits one.',
  ])('sees the second sentence of: %s', (line) => {
    expect(secondSentence(line)).not.toBeNull();
  });

  it.each([
    'One sentence, e.g. This, of Angelopoulos et al. Nothing more.',
    '1. **Ask.** The ask is written.',
    '2. Ask again.',
    'Run `a. B` and `npm ci. Then` at once.',
    'Version 1.5 and [a link](c. D) are no sentences.',
    'It begins with .env. after all.',
  ])('lets pass: %s', (line) => {
    expect(secondSentence(line)).toBeNull();
  });
});

describe('the documentation', () => {
  it('sees a dead link, a dead anchor, and a link that lives', () => {
    expect(problemOf('docs/README.md', 'nowhere.md')).toMatch(/not there/);
    expect(problemOf('docs/README.md', '../README.md#nothing')).toMatch(/no such heading/);
    expect(problemOf('docs/README.md', '../README.md#how-a-question-becomes-a-pick')).toBeNull();
  });

  it.each(paths)('%s leads nowhere in vain', (page) => {
    const links = [
      ...textOf(page)
        .replace(/```[\s\S]*?```/g, '')
        .matchAll(/\]\(([^)\s]+)\)/g),
    ];
    expect(links.flatMap(([, link = '']) => problemOf(page, link) ?? [])).toEqual([]);
  });

  it('names every page in its index, and shows every picture somewhere', () => {
    const index = textOf('docs/README.md');
    const pages = globSync('docs/*.md', { cwd: root }).map((path) => path.replace('docs/', ''));
    expect(pages.filter((page) => page !== 'README.md' && !index.includes(`(${page})`))).toEqual([]);
    const all = paths.map(textOf).join('\n');
    const pictures = globSync('{.,results}/*.{png,svg}', { cwd: join(root, 'docs') }).map((path) => basename(path));
    expect(pictures.filter((name) => !all.includes(name))).toEqual([]);
  });

  it.each(paths.flatMap((page) => linesOf(page).map((line) => ({ page, line }))))(
    'types a command that is understood: $page: $line',
    async ({ line }) => {
      const program = (await tribunal()).exitOverride();
      const [name = '', ...rest] = words(line);
      const command = program.commands.find((one) => one.name() === name);
      let done = false;
      command?.exitOverride().action(() => {
        done = true;
      });
      await program.parseAsync([name, ...rest], { from: 'user' });
      expect(done).toBe(true);
    },
  );
});
