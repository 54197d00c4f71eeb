import { describe, expect, it } from 'vitest';
import { settingsView } from '../../../src/discord/view/settings.ts';
import { changeLine, settingWords } from '../../../src/discord/view/settings-words.ts';
import { de } from '../../../src/discord/words/de/index.ts';
import { en } from '../../../src/discord/words/en/index.ts';
import { noLimits } from '../../../src/limits/limits.ts';
import { FITTED, readMenu, type SettingPools } from '../../../src/settings/fields.ts';
import { tournamentInCharge } from '../../../src/settings/settings.ts';
import { writeFitted } from '../../../src/tournament/fitted.ts';
import { PRIOR } from '../../../src/tournament/prior.ts';

const [judge, other] = ['hf:RRM-7B@http://10.1.2.3:8000/v1', 'hf:RRM-32B@http://10.1.2.3:8000/v1'];
const fitted = writeFitted({ ...PRIOR, strength: 9 }, judge);
const plain = 'adaptive:9:0.5:4:5.6:0.5';
const pools: SettingPools = {
  ...{ models: ['hf:a'], judges: [judge, other], tournaments: ['adaptive', 'knockout', 'elo'], limits: noLimits },
  defaults: { candidates: 4, ballotMinutes: 60, ballotVotes: null, judge, tournament: 'adaptive' },
};

describe('a prior fitted to a server', () => {
  it('holds for the judge that it was fitted to, with the same rules, and rests under every other', () => {
    const inCharge = (chosen: string | null, now: string, TOURNAMENT = 'adaptive') =>
      tournamentInCharge({ TOURNAMENT }, chosen, now);
    expect(inCharge(fitted, judge)).toBe(plain);
    for (const now of [other, judge.replace('@', '#rules-1@'), 'hf:RRM-7B'])
      expect(inCharge(fitted, now)).toBe('adaptive');
    expect(inCharge(fitted, other, 'adaptive:7:1:1:1:0.5')).toBe('adaptive:7:1:1:1:0.5');
    expect(inCharge(fitted, other, 'elo')).toBe('adaptive');
    expect(inCharge(`adaptive:1:2 for ${judge}`, judge)).toBe('adaptive');
    expect([inCharge(null, judge, 'elo'), inCharge('knockout', judge)]).toEqual(['elo', 'knockout']);
  });

  it('is said in a few words, in both languages, without figures and without the address', () => {
    expect(settingWords(en, 'tournament', fitted, pools)).toBe('adaptive, fitted to this server and RRM-7B');
    expect(settingWords(de, 'tournament', fitted, pools)).toBe('adaptive, angepasst an diesen Server und RRM-7B');
    const change = { field: 'tournament', from: fitted, to: null } as const;
    for (const words of [en, de]) expect(changeLine(words, change, pools)).not.toMatch(/10\.1\.2\.3|5\.6/);
  });

  it('can be chosen while it is the saved setting, and no longer', () => {
    expect(readMenu('tournament', [FITTED], { ...pools, fitted })).toEqual({ change: { tournament: fitted } });
    expect(readMenu('tournament', [FITTED], pools)).toEqual({ problem: { kind: 'gone' } });
    expect(readMenu('tournament', [fitted], { ...pools, fitted })).toEqual({ problem: { kind: 'gone' } });
  });

  it('stands in the menu, which says when it rests', () => {
    const shown = (saved: object, change: object = {}) =>
      JSON.stringify(
        settingsView(en, {
          page: 'answers',
          draft: { saved, change },
          pools: { ...pools, fitted },
          said: '',
          threadRights: '',
        }),
      );
    expect(shown({ tournament: fitted })).toContain(
      '{"label":"adaptive, fitted to this server and RRM-7B","value":"fitted","default":true}',
    );
    expect(shown({ tournament: fitted }, { tournament: 'elo' })).toContain('"value":"fitted","default":false');
    expect(shown({ tournament: fitted, judge: other })).toContain('fitted to RRM-7B: rests while another judge judges');
    expect(shown({ tournament: fitted })).not.toContain('10.1.2.3');
  });
});
