import { describe, expect, it } from 'vitest';
import { confidenceWord } from '../../../src/discord/view/words.ts';
import { en } from '../../../src/discord/words/en/index.ts';

describe('how sure the judge is', () => {
  it('is no more than a coin’s toss where both of two are equally likely', () => {
    expect(confidenceWord(en, 0.5)).toBe('a close call');
    expect(confidenceWord(en, 0.53)).toBe('a close call');
    expect(confidenceWord(en, 0.6)).toBe('likely');
    expect(confidenceWord(en, 0.7)).toBe('sure');
  });
});
