import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stripReasoning } from '../../../src/candidates/strip-reasoning.ts';

describe('reasoning', () => {
  it.each([
    ['<think>hm</think>Answer', 'Answer'],
    ['hm\n</think>\n\nAnswer', 'Answer'],
    ['<think>a</think>b<think>c</think>Answer', 'Answer'],
    ['<think>a<think>b</think>c</think>Answer', 'Answer'],
    ['Answer <think>and on', 'Answer'],
    ['<think>a</think>Answer<think>and on', 'Answer'],
    ['<think>never ends', ''],
    ['<think>only this</think>', ''],
    ['<thinking>x</thinking> Answer', 'Answer'],
    ['<THINK>x</Think> Answer', 'Answer'],
    ['Answer', 'Answer'],
  ])('%j leaves %j', (reply, answer) => {
    expect(stripReasoning(reply)).toBe(answer);
  });

  it('never comes through, and nothing else is lost', () => {
    const plain = fc.string().filter((text) => !/think/i.test(text));
    fc.assert(
      fc.property(plain, plain, (thought, answer) => {
        expect(stripReasoning(`<think>${thought}</think>${answer}`)).toBe(answer.trim());
        expect(stripReasoning(`${thought}</think>${answer}`)).toBe(answer.trim());
        expect(stripReasoning(answer)).toBe(answer.trim());
      }),
    );
  });
});
