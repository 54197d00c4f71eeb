import { describe, expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands.ts';
import { loadedWith, readArrows } from '../../support/imports.ts';

const arrows = readArrows();
/** Packages of which each takes longer to load than all of ours. */
const heavy = /^(drizzle-orm|postgres|pg-boss|discord\.js|echarts|@resvg|@anthropic-ai|@huggingface|@clack)\b/;
const heavyIn = (file: string) => [...loadedWith(file, arrows)].filter((name) => heavy.test(name));

const files = arrows
  .filter(({ from, loads }) => from === 'src/cli/commands.ts' && loads === 'when wanted')
  .map(({ to }) => to);

describe('the command line', () => {
  it('sees what a file loads, and what that loads in turn', () => {
    expect(heavyIn('src/models/anthropic.ts')).toEqual(['@anthropic-ai/sdk']);
    expect(heavyIn('src/main.ts')).toEqual(expect.arrayContaining(['drizzle-orm', 'discord.js', 'pg-boss']));
    // `stop` and `resume` share one file.
    expect(new Set(files).size).toBe(Object.keys(commands).length - 1);
  });

  it('prints its help before any command is loaded', () => {
    expect([...loadedWith('src/cli/tribunal.ts', arrows)].sort()).toEqual([
      'commander',
      'src/cli/commands.ts',
      'src/cli/program.ts',
      'src/cli/tribunal.ts',
    ]);
  });

  it.each(files)('%s loads no database, no Discord, no charts and no vendor before it runs', (file) => {
    expect(heavyIn(file)).toEqual([]);
  });
});

describe('the bot', () => {
  it('draws in another process, and loads a vendor when a model is asked', () => {
    const loaded = heavyIn('src/main.ts');
    expect(loaded.filter((name) => !/^(drizzle-orm|postgres|pg-boss|discord\.js)\b/.test(name))).toEqual([]);
  });
});
