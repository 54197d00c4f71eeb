import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { trl, verl } from '../../src/research/export/tables.ts';
import { verlRows } from '../../src/research/export/training-rows.ts';
import { root } from '../support/imports.ts';

const read = (path: string) => readFileSync(join(root, 'examples/train', path), 'utf8');
const script = read('train.py');
const readme = read('README.md');

/** The names by which the script takes something out of a row. */
const taken = [...script.matchAll(/\brow\["(\w+)"\]/g)].map(([, name = '']) => name);

describe('examples/train', () => {
  it('pins every package to one version, and the guide names no other', () => {
    const pins = read('requirements.txt').trim().split('\n');
    for (const pin of pins) expect(pin).toMatch(/^[a-z]+(\[[a-z]+\])?==\d+(\.\d+)+$/);
    expect(pins.map((pin) => pin.replace(/[[=].*/, ''))).toEqual(
      expect.arrayContaining(['accelerate', 'bitsandbytes', 'datasets', 'peft', 'torch', 'transformers', 'trl']),
    );
    const named = [...readme.matchAll(/\b(trl|peft|datasets|transformers|torch|accelerate) (\d+(?:\.\d+)+)/gi)];
    for (const [, name = '', version] of named)
      expect(pins.some((pin) => pin.startsWith(name.toLowerCase()) && pin.endsWith(`==${version}`))).toBe(true);
  });

  it('takes from a row what the exporter writes there', () => {
    expect(taken).toEqual(expect.arrayContaining(['prompt', 'ask_id', 'extra_info']));
    // The dpo pairs of judgements have the names of TRL, which are those of the export too.
    expect(taken.filter((name) => !(name in trl) && !(name in verl))).toEqual([]);
    const columns = /def community\(completion_ids, ([\w, ]+), \*\*_\)/.exec(script)?.[1]?.split(', ');
    expect(columns).toEqual(['data_source', 'reward_model', 'extra_info']);
    for (const name of columns ?? []) expect(verl).toHaveProperty(name);
    const side = { slot: 0, text: 'a' };
    const [row] = verlRows(
      {
        ...{ code: 'x', split: 'train', prompt: 'Q', votesChosen: 3, votes: 3, simulated: false },
        ...{ chosen: side, rejected: { slot: 1, text: 'b' } },
      },
      0,
    );
    expect(row?.reward_model).toHaveProperty('ground_truth');
    expect(row?.extra_info).toHaveProperty('ask_id');
    expect(script).toContain('one["ground_truth"]');
    expect(script).toContain('row["extra_info"]["ask_id"]');
  });

  it('refuses rows without a permission, and the guide says so before any command', () => {
    expect(script).toMatch(/discordPermission.*\n\s+sys\.exit/);
    expect(readme.indexOf('--discord-permission')).toBeGreaterThan(0);
    expect(readme.indexOf('permission')).toBeLessThan(readme.indexOf('```'));
  });

  it('has a guide that names only options which there are', () => {
    const options = new Set([...script.matchAll(/add\("(--[a-z-]+)"/g)].map(([, name]) => name));
    const used = [...readme.matchAll(/python train\.py ([^\n`#]*)/g)].flatMap(
      ([, rest = '']) => rest.match(/--[a-z-]+/g) ?? [],
    );
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((name) => !options.has(name))).toEqual([]);
  });
});
