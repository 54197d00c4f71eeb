import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as terms from '../../src/terms.ts';
import { readArrows, root } from '../support/imports.ts';
import { circles, roomsOf } from '../support/rooms.ts';

const arrows = readArrows();
const broken = (from: RegExp, to: RegExp, except?: RegExp) =>
  arrows
    .filter((arrow) => from.test(arrow.from) && to.test(arrow.to) && !except?.test(arrow.from))
    .map((arrow) => `${arrow.from} → ${arrow.to}`);

describe('the arrows of the house', () => {
  it('are read at all', () => {
    expect(arrows.length).toBeGreaterThan(100);
    expect(broken(/^src\/main\.ts$/, /^discord\.js$/)).toEqual(['src/main.ts → discord.js']);
  });

  it('lead from the database to nothing but itself and the bottom of the house', () => {
    expect(broken(/^db\//, /^(src\/(?!(terms|said-error)\.ts$)|commands\/)/)).toEqual([]);
  });

  it('lead from the bottom of the house to nothing', () => {
    expect(broken(/^src\/(terms|said-error)\.ts$/, /./)).toEqual([]);
  });

  it('run in no circle between rooms', () => {
    expect(circles(roomsOf(arrows))).toEqual([]);
  });

  it('lead into the database only from where rows are needed', () => {
    const allowed =
      /^src\/(main|context|asks|ballots|learning|research|privacy|moderation|settings|limits|ops\/queue|cli)/;
    // Views render rows, so they may import the types of rows.
    expect(broken(/^src\//, /^db\//, new RegExp(`${allowed.source}|^src/discord/view/`))).toEqual([]);
    expect(broken(/^commands\//, /^db\/(?!repo\/|client\.ts$)/)).toEqual([]);
  });

  it('lead to discord.js only from commands, src/discord and src/main.ts', () => {
    expect(broken(/./, /^(discord\.js|@discordjs\/)/, /^commands\/|^src\/discord\/(?!view)|^src\/main\.ts$/)).toEqual(
      [],
    );
  });

  it('lead to the commands only from the entry points', () => {
    expect(broken(/^src\//, /^commands\//, /^src\/(main\.ts|cli\/)/)).toEqual([]);
  });

  it('lead out of the product to none of the packages beside it', () => {
    expect(broken(/^(src|commands|db)\//, /^packages\/|^(local-discord|playground)$/)).toEqual([]);
  });

  it('lead from the local Discord to nothing of ours', () => {
    expect(broken(/^packages\/local-discord\//, /^(src|commands|db|packages\/playground)\//)).toEqual([]);
  });

  it('lead nowhere impure from the pure rooms', () => {
    const pure =
      /^src\/(tournament\/|agreement\/|discord\/(view|words)|discord\/(excerpt|drawn\/|open-fence|open-marks|spoilers|custom-id|limits|plain-links|plain-text|links\/)|judge\/(verdict|neutralise)|ballots\/(rules|counting|tally|choice|opponent)|graphemes|markdown-code|seeded|linear)/;
    // Hashing is pure. The next test forbids the other parts of that module.
    expect(broken(pure, /^(node:(?!crypto$)|drizzle-orm|postgres|pg-boss|pino|discord\.js|ws|hono|@)/)).toEqual([]);
  });

  it('keep the clock and chance out of the pure rooms', () => {
    const pure =
      /^src\/(tournament|agreement|discord\/(view|words)|judge\/(verdict|neutralise)|ballots\/(rules|counting|tally|choice|opponent)|seeded|linear)/;
    const impure =
      /\b(Date\.now|new Date\(\)|Math\.random|random(?:Bytes|Int|UUID|Fill)|getRandomValues|webcrypto|performance\.now|setTimeout|process\.)/;
    const found = [...new Set(arrows.map(({ from }) => from))].filter(
      (file) => pure.test(file) && impure.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(found).toEqual([]);
  });

  it('lead to a vendor only from the models room', () => {
    expect(broken(/./, /^(@anthropic-ai\/sdk|@huggingface\/inference)/, /^src\/models\//)).toEqual([]);
  });

  it('say the words of the domain once', () => {
    const lists = Object.values(terms).flatMap((value) =>
      Array.isArray(value) && typeof value[0] === 'string' ? [value.map((word) => `'${word}'`)] : [],
    );
    expect(lists.length).toBeGreaterThan(5);
    const again = lists.map((list) => new RegExp(list.join(String.raw`\s*[,|]\s*`)));
    const found = [...new Set(arrows.map(({ from }) => from))].filter((file) => {
      if (!/^(src|commands|db)\//.test(file) || file === 'src/terms.ts') return false;
      const code = readFileSync(join(root, file), 'utf8');
      return again.some((list) => list.test(code)) || /\b(24 \* 3600|86_?400(_?000)?)\b/.test(code);
    });
    expect(found).toEqual([]);
  });

  it('leave SQL to the database', () => {
    const found = [...new Set(arrows.map(({ from }) => from))].filter(
      (file) =>
        /^(src|commands)\//.test(file) && /\bsql(<[^>]*>)?`|\.unsafe\(/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(found).toEqual([]);
  });

  it('read the environment in one file', () => {
    const readers = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && /process\.env/.test(readFileSync(join(root, 'src', name), 'utf8')))
      .map((name) => `src/${name}`);
    expect(readers).toEqual(['src/config.ts']);
  });

  it('read a tournament’s name in the tournament room only', () => {
    const reads =
      /\btournament(\.name)?\??\.(startsWith|endsWith|includes|indexOf|split|match|slice|replace)\(|\btournament(\.name)? *[!=]== *['"`]|\.test\([\w.]*\btournament\b/;
    for (const line of ["tournament === 'elo'", "ask.settings.tournament.split(':')", '/^elo/.test(config.tournament)'])
      expect(line).toMatch(reads);
    expect(filesWith(reads, /^src\/tournament\//)).toEqual([]);
  });

  it('know what a vendor is called in a model’s name in the models room only', () => {
    const vendor = /['"`^(|](anthropic|hf)\)?:/;
    for (const line of ["name.startsWith('hf:')", '`hf:claude`', '/^(anthropic|hf):/']) expect(line).toMatch(vendor);
    // A form shows what a name can look like.
    expect(filesWith(vendor, /^src\/models\//, /placeholder: '.*'/g)).toEqual([]);
  });
});

/** Files of the product in whose code, without comments and what `but` allows, the pattern is found. */
const filesWith = (pattern: RegExp, except: RegExp, but = /(?!)/g): string[] =>
  [...new Set(arrows.map(({ from }) => from))]
    .filter((file) => /^(src|commands|db)\//.test(file) && !except.test(file))
    .filter((file) => {
      const code = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
      return pattern.test(code.replace(but, ''));
    });
