import { describe, expect, it } from 'vitest';
import { quoteReply } from '../../../src/discord/view/blocks.ts';

describe('how a reply begins, on one line', () => {
  it('has no marks of bold words, code and headings, and keeps what is meant as a sign', () => {
    expect(quoteReply('Because of **Rayleigh scattering**: `air` molecules', 80)).toBe(
      'Because of Rayleigh scattering: air molecules',
    );
    expect(quoteReply('# Why?\nBecause 2 * 3 is my_name', 80)).toBe('Why? Because 2 \\* 3 is my\\_name');
  });
});
