import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  endOfOpenThought,
  splitAtLastThought,
  thoughtFamilies,
  withoutThoughts,
} from '../../../src/models/thoughts.ts';

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
    expect(withoutThoughts(reply)).toBe(answer);
  });

  it.each([
    ['[THINK]plan[/THINK]Answer', 'Answer'],
    ['<seed:think>plan</seed:think>\nAnswer', 'Answer'],
    ['<thought>plan</thought>Answer', 'Answer'],
    ['◁think▷plan◁/think▷Answer', 'Answer'],
    ['<|START_THINKING|>plan<|END_THINKING|>Answer', 'Answer'],
    ['<|channel|>analysis<|message|>plan<|end|><|start|>assistant<|channel|>final<|message|>Answer', 'Answer'],
    ['<|channel|>commentary to=functions.search <|constrain|>json<|message|>{"q":1}<|call|>', ''],
    [
      '<|channel|>commentary to=functions.search<|message|>{}<|call|><|start|>assistant<|channel|>final<|message|>Answer',
      'Answer',
    ],
    ['<|channel|>assistant<|message|>Answer', 'Answer'],
    ['<|channel>thought\nplan<channel|>Answer', 'Answer'],
    ['analysisWe need to plan.assistantfinalAnswer', 'Answer'],
    ['Sure.\n<think>\nplan\n</think>\nAnswer', 'Sure.\n\nAnswer'],
    ['<think>a ` in it </think>Answer', 'Answer'],
    ['plan\n```js\nx = 1\n</think>\nAnswer', 'Answer'],
    ['a ` in it\n</think>\nAnswer with `code`', 'Answer with `code`'],
  ])('of any family is cut off: %j leaves %j', (reply, answer) => {
    expect(withoutThoughts(reply)).toBe(answer);
  });

  it.each([
    'Use `<think>`.',
    'Use `<think>` and `</think>` around it.',
    'The tag </think> ends the thought, and <think> begins it.',
    '<think> is a tag that R1 writes.',
    'R1 writes "<think>" first.',
    '```\n<think>\nplan\n</think>\n```\nThat is the form.',
    'So:\n\n10. Write\n     ```\n     <think>\n     plan\n     </think>\n     ```',
    'It goes\n```\n<think>\nplan\n</think>\nand on',
    'In Mistral’s template it is `[THINK]…[/THINK]`.',
    'analysis of the war: assistantfinal is no word',
  ])('that a text only talks about stays: %j', (text) => {
    expect(withoutThoughts(text)).toBe(text);
  });

  it('is found in time that grows with the text, whatever a server sends', () => {
    for (const part of ['<think>', '</think>', '`', '``` ', '\n```\n', '`a`', '<think>\n', '<|channel|>', 'analysis'])
      expect(withoutThoughts(part.repeat(30_000)).length).toBeLessThan(400_000);
  });

  it('never comes through, and nothing else is lost', () => {
    // Not what a sentence about a mark looks like: code, or a word and a space before it.
    const plain = fc.string().filter((text) => !/think|`|\s$/i.test(text));
    fc.assert(
      fc.property(plain, plain, (thought, answer) => {
        expect(withoutThoughts(`<think>${thought}</think>${answer}`)).toBe(answer.trim());
        expect(withoutThoughts(`${thought}</think>${answer}`)).toBe(answer.trim());
        expect(withoutThoughts(answer)).toBe(answer.trim());
      }),
    );
  });
});

describe('the end of a thought that was cut', () => {
  const marks = fc
    .constantFrom(...thoughtFamilies)
    .chain(({ open }) => fc.stringMatching(new RegExp(`^(?:${open.replaceAll('\\b', '')})$`)));
  const words = fc.string().filter((text) => !/[<>|[\]◁▷]/.test(text));

  it('is one that both readers understand, in every family', () => {
    fc.assert(
      fc.property(marks, words, (mark, thought) => {
        const cut = `${mark} ${thought}`;
        const whole = `${cut}\n${endOfOpenThought(cut)}\n\nAnswer`;
        expect(splitAtLastThought(whole)).toMatchObject({ answer: 'Answer', ended: true });
        expect(withoutThoughts(whole)).toBe('Answer');
        expect(endOfOpenThought(whole)).toBeNull();
      }),
    );
  });

  it.each(['no thought', 'R1 writes <think> first', '<think>done</think>and', ''])('is nowhere in %j', (text) => {
    expect(endOfOpenThought(text)).toBeNull();
  });
});
