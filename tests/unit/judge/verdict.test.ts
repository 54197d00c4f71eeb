import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rrm } from '../../../src/judge/formats/rrm.ts';
import { readVerdict } from '../../../src/judge/verdict.ts';

const read = (text: string, reasoning = '', stopReason: 'end' | 'length' | 'refused' = 'end') =>
  readVerdict({ text, reasoning, stopReason }, rrm.read);

describe('a verdict in RRM’s format', () => {
  it.each([
    ['<think>a</think>\\boxed{Assistant 1}', 'first'],
    ['a thought\n</think>\n\n\\boxed{Assistant 2}', 'second'],
    ['</think>\\boxed{ Assistant 2 }', 'second'],
    ['</think>\\boxed{\\text{Assistant 1}}', 'first'],
    ['\\boxed{Assistant 1}', 'first'],
  ])('%j is %s', (text, verdict) => {
    expect(read(text)).toMatchObject({ verdict, conflict: false, invalidReason: null });
  });

  it('is only what stands after the last </think>', () => {
    const reading = read('<think>\\boxed{Assistant 2} </think> no: \\boxed{Assistant 2}</think> \\boxed{Assistant 1}');
    expect(reading).toMatchObject({ verdict: 'first', conflict: false, answer: '\\boxed{Assistant 1}' });
  });

  it('is the last of two, and the conflict is flagged', () => {
    expect(read('</think>\\boxed{Assistant 1} or rather \\boxed{Assistant 2}')).toMatchObject({
      verdict: 'second',
      conflict: true,
    });
    expect(read('</think>\\boxed{Assistant 2}\\boxed{Assistant 2}')).toMatchObject({
      verdict: 'second',
      conflict: false,
    });
  });

  it.each([
    ['<think>hm</think> They are equally good.', 'end', 'no-marker'],
    ['</think>\\boxed{1}', 'end', 'no-marker'],
    ['</think>\\boxed{Assistant 3}', 'end', 'no-marker'],
    ['</think>Assistant 1', 'end', 'no-marker'],
    ['', 'end', 'empty'],
    ['I cannot judge this.', 'refused', 'refused'],
    ['So I lean to \\boxed{Assistant 1}, but let me', 'length', 'truncated'],
    ['<think>long thought', 'length', 'truncated'],
    ['</think>The better one is', 'length', 'truncated'],
  ] as const)('%j (%s) is invalid: %s', (text, stop, reason) => {
    expect(read(text, '', stop)).toMatchObject({ verdict: 'invalid', invalidReason: reason });
  });

  it.each([
    ['answer \\boxed{Assistant 1} or \\boxed{Assistant 2}.', 'end', 'no-marker'],
    ['either `\\boxed{Assistant 1}`, or `\\boxed{Assistant 2}`', 'end', 'no-marker'],
    [
      "'\\boxed{Assistant 1}' if assistant 1 is better, or '\\boxed{Assistant 2}' if assistant 2 is better",
      'end',
      'no-marker',
    ],
    ['\\boxed{Assistant 1} at first, but \\boxed{Neither}', 'end', 'no-marker'],
    ['</think>I first thought \\boxed{Assistant 2}, but', 'length', 'truncated'],
    ['[THINK]At first \\boxed{Assistant 2} …[/THINK]I cannot decide', 'end', 'no-marker'],
    ['<|channel|>analysis<|message|>\\boxed{Assistant 1} it seems', 'length', 'truncated'],
    ['<seed:think>\\boxed{Assistant 1}</seed:think>', 'end', 'no-marker'],
    ['<thinking>At first \\boxed{Assistant 1}</thinking>I cannot decide', 'end', 'no-marker'],
  ] as const)('in a quotation, a thought or half a sentence is none: %j (%s)', (text, stop, reason) => {
    expect(read(text, '', stop)).toMatchObject({ verdict: 'invalid', invalidReason: reason });
  });

  it.each([
    ['\\boxed{\\textbf{Assistant 1}}', 'first'],
    ['\\boxed{\\mathrm{Assistant\\ 2}}', 'second'],
    ['\\boxed {Assistant 2}', 'second'],
    ['\\boxed{assistant 1}', 'first'],
    ['\\fbox{Assistant 1}', 'first'],
    ['\\boxed{Assistant 1} or \\boxed{Assistant 2}? I say \\boxed{Assistant 2}', 'second'],
    ['</think>\\boxed{Assistant 1}.', 'first'],
  ] as const)('in the forms that models write: %j is %s', (text, verdict) => {
    expect(read(text)).toMatchObject({ verdict });
  });

  it('keeps the thought whole, from a field of its own or from between tags', () => {
    expect(read('\\boxed{Assistant 1}', 'from the field')).toMatchObject({
      reasoning: 'from the field',
      verdict: 'first',
    });
    expect(read('<think>inline</think>\\boxed{Assistant 1}')).toMatchObject({ reasoning: 'inline' });
    expect(read('<think>never closed', '', 'length')).toMatchObject({ reasoning: 'never closed', answer: '' });
  });

  it('is never read from a thought, whatever stands in it', () => {
    const noise = fc
      .array(
        fc.oneof(
          fc.string(),
          fc.constantFrom('\\boxed{Assistant 1}', '\\boxed{Assistant 2}', '<think>', '</think>', '\n'),
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(noise, fc.constantFrom(1, 2), (thought, winner) => {
        expect(read(`${thought}</think>\\boxed{Assistant ${winner}}`).verdict).toBe(winner === 1 ? 'first' : 'second');
        expect(read(`${thought}</think>neither`).verdict).toBe('invalid');
      }),
    );
  });
});

describe('the layout of RRM', () => {
  it('is the one that the model was trained on, to the letter', () => {
    const { system, user } = rrm.layOut({ prompt: 'Q', first: 'one', second: 'two' });
    expect(user).toBe(
      "## Query\n\nQ\n\n## Assistant responses\n\n### Assistant 1\n\none\n\n\n### Assistant 2\n\ntwo\n\n## Analysis\n\nLet's analyze this step by step and decide which assistant is better, and then answer \\boxed{Assistant 1} or \\boxed{Assistant 2}.",
    );
    expect(system?.endsWith("'\\boxed{Assistant 2}' if assistant 2 is better. Omit any other output.\n\n")).toBe(true);
    // The hash of the text in the model card.
    expect(createHash('sha256').update(`${system}`).digest('hex')).toBe(
      '84b052628bac5f29f880e49277ea0b8b449fc4fadcc1ac3cb1a62e858f98529a',
    );
    expect(rrm).toMatchObject({ temperature: 0.6, topP: 1 });
  });
});
