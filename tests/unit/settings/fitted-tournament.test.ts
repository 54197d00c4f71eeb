import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settingsView } from '../../../src/discord/view/settings.ts';
import { settingWords } from '../../../src/discord/view/settings-words.ts';
import { de } from '../../../src/discord/words/de/index.ts';
import { en } from '../../../src/discord/words/en/index.ts';
import { noLimits } from '../../../src/limits/limits.ts';
import { withRules } from '../../../src/model-name.ts';
import { FITTED, readMenu, type SettingPools } from '../../../src/settings/fields.ts';
import { priorOf, readFitted, tournamentInCharge, writeFitted } from '../../../src/settings/fitted-tournament.ts';
import { findTournament, nameToStore } from '../../../src/tournament/open-tournament.ts';
import { PRIOR, type Prior } from '../../../src/tournament/prior.ts';

const JUDGE = 'hf:Qwen3-8B@http://10.0.0.7:8000/v1';
const deviation = fc.integer({ min: 5, max: 10_000 }).map((hundredths) => hundredths / 100);
const priors: fc.Arbitrary<Prior> = fc.record({
  ...{ strength: deviation, pairError: deviation, orderError: deviation, firstSlot: deviation },
  again: fc.integer({ min: 0, max: 100 }).map((hundredths) => hundredths / 100),
});
const pools: SettingPools = {
  ...{ models: ['hf:a'], judges: [JUDGE, 'hf:other'], tournaments: ['adaptive', 'knockout', 'elo'], limits: noLimits },
  ruled: [withRules(JUDGE, 3)],
  defaults: { candidates: 4, ballotMinutes: 60, ballotVotes: null, judge: JUDGE, tournament: 'adaptive' },
};

describe('a tournament that was fitted to a server', () => {
  it('holds for the judge that it was fitted to, under the same rules, and for no other', () => {
    fc.assert(
      fc.property(
        priors,
        fc.constantFrom(JUDGE, 'hf:other', withRules(JUDGE, 3), 'local:a for b.gguf'),
        (prior, judge) => {
          const setting = writeFitted(prior, judge);
          const { spec } = readFitted(setting)!;
          expect(tournamentInCharge(setting, judge, 'elo')).toBe(spec);
          expect(priorOf(spec)).toEqual(prior);
          expect(findTournament(nameToStore(spec))?.isAdaptive).toBe(true);
          for (const other of [withRules('hf:x', 3), withRules(JUDGE, 4), `${judge}x`])
            expect(tournamentInCharge(setting, other, 'elo')).toBe('elo');
        },
      ),
    );
  });

  it('is nothing else that may be chosen', () => {
    for (const setting of [
      'adaptive',
      'elo:4',
      'knockout:both',
      'adaptive:5:1:4:5:0.5',
      'elo for hf:a',
      'adaptive:5:1:4:5:0.5 for ',
    ])
      expect(readFitted(setting)).toBeNull();
    expect(tournamentInCharge('elo:4', JUDGE, 'adaptive')).toBe('elo:4');
    expect(tournamentInCharge(null, JUDGE, 'adaptive')).toBe('adaptive');
    expect([priorOf('adaptive'), priorOf('adaptive@2')]).toEqual([PRIOR, PRIOR]);
    for (const spec of ['elo', 'adaptive@1', 'adaptive:1.4:0.9:0.3', 'scores']) expect(priorOf(spec)).toBeNull();
  });

  it('has a short name in /settings, without the address of the judge, in both languages', () => {
    const tournament = writeFitted(PRIOR, JUDGE);
    for (const words of [en, de]) {
      expect(settingWords(words, 'tournament', tournament, pools)).toBe(words.settings.fittedTournament);
      const shown = (values: object) =>
        JSON.stringify(
          settingsView(words, {
            ...{ page: 'answers', pools: { ...pools, fitted: tournament }, said: '', threadRights: '' },
            draft: { saved: { tournament, ...values }, change: {} },
          }),
        );
      expect(shown({})).not.toContain('10.0.0.7');
      expect(shown({})).toContain(words.settings.fittedTournament);
      expect(shown({})).not.toContain(words.settings.fittedToAnother);
      expect(shown({ judge: withRules(JUDGE, 3) })).toContain(words.settings.fittedToAnother);
      expect(shown({ judge: 'hf:gone' })).not.toContain(words.settings.fittedToAnother);
    }
  });

  it('can be chosen again while it is the server’s own, and not otherwise', () => {
    const fitted = writeFitted(PRIOR, JUDGE);
    expect(readMenu('tournament', [FITTED], { ...pools, fitted })).toEqual({ change: { tournament: fitted } });
    expect(readMenu('tournament', [FITTED], pools)).toEqual({ problem: { kind: 'gone' } });
    expect(readMenu('tournament', [fitted], pools)).toEqual({ problem: { kind: 'gone' } });
  });
});
