import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JudgeRules } from '../../../db/repo/judge-rules.ts';
import type { JudgePage } from '../../../src/discord/view/judge-page.ts';
import { ruleList } from '../../../src/discord/view/rule-list.ts';
import { settingsView } from '../../../src/discord/view/settings.ts';
import { de } from '../../../src/discord/words/de/index.ts';
import { en } from '../../../src/discord/words/en/index.ts';
import { RULES } from '../../../src/judge/rules.ts';
import type { PerJudge, Standing } from '../../../src/learning/standing.ts';
import { noLimits } from '../../../src/limits/limits.ts';
import { withRules } from '../../../src/model-name.ts';
import type { SettingPools } from '../../../src/settings/fields.ts';
import { runs } from '../../support/fuzz.ts';

const at = new Date('2026-03-01T12:00:00Z');
const judges = Array.from({ length: 25 }, (_, i) => `hf:${'m_'.repeat(45)}${i}@http://127.0.0.1:8000/v1`);
const sign = fc.constantFrom(
  'a',
  '*',
  '_',
  '[',
  '😀',
  '👩‍👩‍👧‍👦',
  'ש',
  '\u202e',
  '\u200b',
  ' ',
  '<@1>',
  '||',
  '`',
  '\\',
  '/',
);
const rule = fc
  .array(sign, { minLength: 1, maxLength: 200 })
  .map((signs) => [...signs.join('')].slice(0, RULES.length).join(''));
const list = fc.record<JudgeRules>({
  version: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  guildId: fc.constant('1'),
  judge: fc.constantFrom(...judges),
  rules: fc.array(rule, { minLength: 1, maxLength: RULES.most }),
  madeBy: fc.constantFrom('align', 'manager'),
  editedFrom: fc.option(fc.integer({ min: 1, max: 2 ** 31 - 1 })),
  actorHash: fc.constant(null),
  trial: fc.option(
    fc.oneof(
      fc.constant({ votes: 412, difference: { low: 0.04, high: 0.11 } }),
      fc.dictionary(fc.string(), fc.jsonValue()).map((value) => value as Record<string, unknown>),
    ),
  ),
  createdAt: fc.constant(at),
});
const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
const each = fc.record<PerJudge>({
  callsPerAsk: fc.option(fc.double({ min: 0, max: 1e4, noNaN: true })),
  tokensPerAsk: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })),
  usdPerAsk: share,
  invalidShare: share,
  contradictedShare: share,
  firstSlotShare: share,
});
const shadow = fc.record({
  standing: fc.record({
    challenger: fc.record({
      ...{ id: fc.uuid(), guildId: fc.constant('1'), judge: fc.constantFrom(...judges) },
      ...{ champion: fc.constantFrom(...judges), share: fc.constant(0.5), createdAt: fc.constant(at) },
      ...{ dayTokens: fc.option(fc.nat(1e9)), dayUsd: fc.option(fc.nat(1e6)) },
    }),
    ...{ asks: fc.nat(1e6), votes: fc.nat(1e6), unjudged: fc.nat(1e6), votesStillNeeded: fc.option(fc.nat(1e6)) },
    headToHead: fc.record({
      ...{ preferred: share, duels: fc.nat(1e6), votes: fc.nat(1e6) },
      decision: fc.constantFrom('promote', 'keep', 'not-yet'),
    }),
    each: fc.record({ champion: each, challenger: each }),
  }) as fc.Arbitrary<unknown> as fc.Arbitrary<Standing>,
  spent: fc.record({ tokens: fc.nat(1e9), usd: fc.nat(1e6) }),
  hasMoved: fc.boolean(),
});

interface Part {
  content?: string;
  label?: string;
  custom_id?: string;
  components?: Part[];
  options?: { label: string; value: string; description?: string; default?: boolean }[];
}
const flatten = (parts: readonly Part[]): Part[] => parts.flatMap((part) => [part, ...flatten(part.components ?? [])]);
const limits = { limits: noLimits, models: judges, tournaments: ['adaptive'] };
const defaults = { candidates: 4, ballotMinutes: 60, ballotVotes: null, judge: judges[0]!, tournament: 'adaptive' };
const roles = Array.from({ length: 25 }, (_, i) => String(10n ** 18n + BigInt(i)));

describe('the judge’s section of the settings', () => {
  it('stays within what Discord takes, whatever rules, figures and changes there are', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(list, { maxLength: 40, selector: ({ version }) => version }),
        fc.option(shadow),
        fc.boolean(),
        fc.constantFrom(en, de),
        fc.constantFrom('', 'x'.repeat(1400)),
        (lists, inShadow, isChanged, words, said) => {
          const ruled = lists.map(({ judge, version }) => withRules(judge, version));
          const pools: SettingPools = { ...limits, judges, ruled, defaults };
          const shown = ruled.at(-1) ?? judges[0]!;
          const page: JudgePage = {
            ...{ saved: judges[0]!, shown, codes: { judge: '0'.repeat(8), saved: 'f'.repeat(8) } },
            ...{ whyNoRules: null, list: lists.at(-1) ?? null },
            lists: new Map(lists.map((one) => [one.version, one])),
            ...{ shadow: inShadow, undoable: { id: '0190a5b0-0000-7000-8000-000000000000' } as never },
          };
          const change = isChanged ? { judge: shown, askRoles: roles, trustedRoles: roles, channels: roles } : {};
          const draft = { saved: {}, change };
          const view = settingsView(words, { page: 'judge', draft, pools, said, judge: page });
          const parts = flatten(view.components as Part[]);
          expect(parts.length).toBeLessThanOrEqual(40);
          expect(parts.flatMap(({ content }) => content ?? []).join('').length).toBeLessThanOrEqual(4000);
          expect(JSON.stringify(parts)).not.toContain('127.0.0.1');
          for (const { custom_id = '', label = '', options = [], content } of parts) {
            expect(content).not.toBe('');
            expect(custom_id.length).toBeLessThanOrEqual(100);
            expect(label.length).toBeLessThanOrEqual(40);
            expect(options.length).toBeLessThanOrEqual(25);
            expect(new Set(options.map(({ value }) => value)).size).toBe(options.length);
            for (const option of options)
              for (const text of [option.label, option.value, option.description ?? 'x'])
                expect(text.length > 0 && text.length <= 100, text).toBe(true);
          }
          const chosen = parts.flatMap(({ options = [] }) => options).filter((one) => one.default);
          expect(chosen).toHaveLength(1);
        },
      ),
      { numRuns: runs(100) },
    );
  });

  it('shortens a list of rules only where it must, and never beyond the room', () => {
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: RULES.most }), fc.nat(4000), (rules, room) => {
        const { list: shown, cut } = ruleList(rules, room);
        expect(shown.length).toBeLessThanOrEqual(room);
        if (!cut) expect(shown.split('\n')).toHaveLength(rules.length);
        expect(shown).not.toMatch(/[\u202a-\u202e]/);
        expect(shown.replaceAll(/\\./g, '')).not.toMatch(/[*_`|<[]/);
      }),
    );
  });
});
