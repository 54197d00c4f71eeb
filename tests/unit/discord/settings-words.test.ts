import { describe, expect, it } from 'vitest';
import { settingWords } from '../../../src/discord/view/settings-words.ts';
import { wordsFor } from '../../../src/discord/words/words.ts';
import { noLimits } from '../../../src/limits/limits.ts';
import { settingFields } from '../../../src/settings/fields.ts';

const pools = {
  ...{ models: [], judges: [], tournaments: [], limits: noLimits },
  defaults: { candidates: 4, ballotMinutes: 60, ballotVotes: null, judge: 'hf:judge', tournament: 'adaptive' },
};

describe('a setting in words', () => {
  it('names roles and channels as Discord shows them, and never as bare ids', () => {
    const id = '123456789012345678';
    for (const field of settingFields.filter((name) => name.endsWith('Roles')))
      expect(settingWords(wordsFor('en'), field, [id], pools), field).toBe(`<@&${id}>`);
    expect(settingWords(wordsFor('en'), 'channels', [id], pools)).toBe(`<#${id}>`);
    expect(settingWords(wordsFor('en'), 'logChannelId', id, pools)).toBe(`<#${id}>`);
  });
});
