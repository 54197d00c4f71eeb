import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GuildSettings } from '../../../db/repo/guild-settings.ts';
import { settingFormId } from '../../../src/discord/custom-id.ts';
import { settingsView } from '../../../src/discord/view/settings.ts';
import { de } from '../../../src/discord/words/de/index.ts';
import { en } from '../../../src/discord/words/en/index.ts';
import { noLimits } from '../../../src/limits/limits.ts';
import {
  modelKey,
  pageNames,
  readMenu,
  readTyped,
  type SettingPools,
  settingChanges,
  settingForms,
} from '../../../src/settings/fields.ts';
import { limitsFor } from '../../../src/settings/settings.ts';
import { runs } from '../../support/fuzz.ts';

const snowflake = fc.bigInt({ min: 10n ** 17n, max: 10n ** 19n }).map(String);
const models = Array.from({ length: 25 }, (_, i) => `hf:${'m'.repeat(90)}${i}@http://127.0.0.1:8000/v1`);
const pools: SettingPools = {
  ...{ models, judges: models, tournaments: ['adaptive', 'knockout', 'elo'], limits: noLimits },
  defaults: { candidates: 4, ballotMinutes: 60, ballotVotes: null, judge: models[0] ?? '', tournament: 'adaptive' },
};
const dollars = fc.integer({ min: 0, max: 1e8 }).map((cents) => cents / 100);
const values = fc.record(
  {
    stopped: fc.constant(true),
    channels: fc.uniqueArray(snowflake, { minLength: 1, maxLength: 25 }),
    askRoles: fc.uniqueArray(snowflake, { minLength: 1, maxLength: 25 }),
    candidates: fc.integer({ min: 2, max: 16 }),
    effort: fc.constantFrom('quick', 'standard', 'deep'),
    models: fc.subarray(models, { minLength: 1 }),
    judge: fc.constantFrom(...models),
    voting: fc.constantFrom('duel', 'open', 'ballot'),
    ballotMinutes: fc.integer({ min: 1, max: 10_080 }),
    membersMaySeeWhy: fc.boolean(),
    hidePick: fc.boolean(),
    language: fc.constantFrom('en', 'de'),
    trustedRoles: fc.uniqueArray(snowflake, { minLength: 1, maxLength: 25 }),
    trustedAsks: fc.nat(1_000_000),
    trustedUsd: fc.nat(1_000_000),
    userTokens: fc.nat(1e9),
    userUsd: dollars,
    guildTokens: fc.nat(1e9),
    userAtOnce: fc.integer({ min: 1, max: 1e6 }),
    guildAtOnce: fc.integer({ min: 1, max: 1e6 }),
  },
  { requiredKeys: [] },
);

interface Part {
  custom_id?: string;
  content?: string;
  components?: Part[];
  options?: { label: string; value: string }[];
}
const flatten = (parts: readonly Part[]): Part[] => parts.flatMap((part) => [part, ...flatten(part.components ?? [])]);

describe('the settings panel', () => {
  it('stays within what Discord takes, and shows no address, whatever is set', () => {
    fc.assert(
      fc.property(
        values,
        values,
        fc.constantFrom(...pageNames),
        fc.constantFrom(en, de),
        (saved, change, page, words) => {
          const parts = flatten(settingsView(words, { page, draft: { saved, change }, pools }).components as Part[]);
          expect(parts.length).toBeLessThanOrEqual(40);
          const texts = parts.flatMap(({ content }) => content ?? []);
          expect(texts.join('').length).toBeLessThanOrEqual(4000);
          expect(JSON.stringify(parts)).not.toContain('127.0.0.1');
          for (const { custom_id = '', options = [] } of parts) {
            expect(custom_id.length).toBeLessThanOrEqual(100);
            if (custom_id.startsWith('settings-form')) expect(settingFormId.read(custom_id)).not.toBeNull();
            expect(options.every(({ label, value }) => label.length <= 100 && value.length <= 100)).toBe(true);
            expect(new Set(options.map(({ value }) => value)).size).toBe(options.length);
          }
        },
      ),
      { numRuns: runs(50) },
    );
  });

  it('says what differs, and nothing where nothing does', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(settingChanges(a, { ...a })).toEqual([]);
        const changes = settingChanges(a, b);
        expect(settingChanges(b, a).map(({ field }) => field)).toEqual(changes.map(({ field }) => field));
        const moved = { ...a, ...Object.fromEntries(changes.map(({ field, to }) => [field, to])) };
        expect(settingChanges(moved, b)).toEqual([]);
      }),
    );
  });

  it('takes from a menu only what the operator offers', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('effort', 'judge', 'tournament', 'voting', 'models', 'candidates'),
        fc.string(),
        (field, forged) => {
          const read = readMenu(field, [`${forged}!`], pools);
          expect(read).toHaveProperty('problem');
        },
      ),
    );
    expect(
      readMenu(
        'models',
        models.map((name) => modelKey(models, name)),
        pools,
      ),
    ).toEqual({ change: { models: null } });
    expect(readMenu('judge', ['default'], pools)).toEqual({ change: { judge: null } });
  });

  it('takes only figures that the database and a custom_id can hold', () => {
    const fields = Object.values(settingForms).flat();
    fc.assert(
      fc.property(
        fc.constantFrom(...fields),
        fc.oneof(fc.string(), fc.double().map(String), fc.nat().map(String)),
        (field, typed) => {
          const read = readTyped(field, typed, pools);
          if ('problem' in read) return void expect(read.problem).toMatchObject({ kind: 'range', field });
          const value = read.change[field] ?? null;
          if (value === null) return void expect(typed.replaceAll(/[\s_']/g, '')).toBe('');
          expect(value).toBeGreaterThanOrEqual(field.startsWith('ballot') ? 1 : 0);
          expect(String(value)).toMatch(/^[\d.]{1,13}$/);
        },
      ),
    );
  });

  it('lets no server allow more than the operator does', () => {
    const strict = { ...pools, limits: { ...noLimits, user: { asks: 10, tokens: null, usd: 0.5 } } };
    expect(readTyped('userAsks', '10', strict)).toEqual({ change: { userAsks: 10 } });
    expect(readTyped('userAsks', '11', strict)).toHaveProperty('problem');
    expect(readTyped('userUsd', '0.51', strict)).toHaveProperty('problem');
    expect(readTyped('guildAsks', '11', strict)).toEqual({ change: { guildAsks: 11 } });
    expect(readTyped('guildUsd', '1,50', strict)).toEqual({ change: { guildUsd: 1.5 } });
    expect(readTyped('guildUsd', '1,500', strict)).toHaveProperty('problem');
  });

  it('lets no server allow more questions at once than the operator, or none at all', () => {
    const atOnce = { user: 3, member: null, server: 30 };
    const strict = { ...pools, limits: { ...noLimits, atOnce } };
    expect(readTyped('userAtOnce', '3', strict)).toEqual({ change: { userAtOnce: 3 } });
    expect(readTyped('userAtOnce', '4', strict)).toHaveProperty('problem.kind', 'operator');
    expect(readTyped('guildAtOnce', '31', strict)).toHaveProperty('problem.kind', 'operator');
    expect(readTyped('guildAtOnce', '0', strict)).toHaveProperty('problem.kind', 'range');
    const guild = (userAtOnce: number | null, guildAtOnce: number | null) =>
      limitsFor({ userAtOnce, guildAtOnce } as GuildSettings, { ...noLimits, atOnce }, []).atOnce;
    // The operator's limit counts a person on all servers, the server's own limit only there.
    expect(guild(2, 50)).toEqual({ user: 3, member: 2, server: 30 });
    expect(guild(null, 5)).toEqual({ user: 3, member: null, server: 5 });
    expect(limitsFor(null, { ...noLimits, atOnce }, []).atOnce).toEqual(atOnce);
    expect(limitsFor({ userAtOnce: 1 } as GuildSettings, noLimits, []).atOnce).toMatchObject({ user: null, member: 1 });
  });

  it('gives roles with more room never less than all members have, and never more than the operator allows', () => {
    const figure = fc.option(fc.nat(20));
    const guilds = fc.record({ userAsks: figure, trustedAsks: figure, trustedRoles: fc.constant(['1']) });
    fc.assert(
      fc.property(guilds, figure, (guild, operator) => {
        const limits = { ...noLimits, user: { asks: operator, tokens: null, usd: null } };
        const asksOf = (roles: string[]) =>
          limitsFor(guild as never, limits, roles).user.asks ?? Number.POSITIVE_INFINITY;
        expect(asksOf(['1'])).toBeGreaterThanOrEqual(asksOf(['2']));
        expect(asksOf(['1'])).toBeLessThanOrEqual(operator ?? Number.POSITIVE_INFINITY);
        if (guild.userAsks !== null && (guild.trustedAsks ?? 0) > guild.userAsks)
          expect(asksOf(['1', '2'])).toBe(Math.min(guild.trustedAsks ?? 0, operator ?? Number.POSITIVE_INFINITY));
      }),
    );
  });
});
