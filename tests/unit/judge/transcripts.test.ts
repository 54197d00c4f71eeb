import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verdictRow } from '../../../src/cli/verdict.ts';
import { formats } from '../../../src/judge/choose-format.ts';
import { transcripts } from '../../../src/judge/transcripts/index.ts';

const read = (format: string, raw: string, stopReason = 'stop') => {
  const chosen = transcripts[format];
  if (!chosen) throw new RangeError(format);
  return verdictRow({ id: 1, raw, stopReason }, chosen);
};

/** The choices as the prompts of Arena-Hard list them. */
const CHOICES = `1. Assistant A is significantly better: [[A>>B]]
2. Assistant A is slightly better: [[A>B]]
3. Tie, relatively the same: [[A=B]]
4. Assistant B is slightly better: [[B>A]]
5. Assistant B is significantly better: [[B>>A]]`;
const EXAMPLE = `${CHOICES}\n\nExample output: "My final verdict is tie: [[A=B]]".`;
const MT_BENCH = `"[[A]]" if assistant A is better, "[[B]]" if assistant B is better, and "[[C]]" for a tie.`;

describe('the verdicts of other people’s judges', () => {
  it.each([
    ['My final verdict is: [[A>>B]]', { verdict: 'first', strength: 'strong' }],
    [
      'My final verdict is that Assistant A is slightly better: [[A>B]].\n\n- It is clear.',
      { verdict: 'first', strength: 'slight' },
    ],
    ['**[[A=B]]**', { verdict: 'tie' }],
    ['[[ b > a ]]', { verdict: 'second', strength: 'slight' }],
    ['\\[[[B>>A]]\\]', { verdict: 'second', strength: 'strong' }],
    [
      'At first [[A>B]], but B has no error. My final verdict is: [[B>>A]]',
      { verdict: 'second', strength: 'strong', conflict: true },
    ],
    [`${EXAMPLE}\n\nSo: [[B>A]]`, { verdict: 'second', strength: 'slight', conflict: false }],
    ['<think>[[A>>B]]</think>[[B>>A]]', { verdict: 'second', strength: 'strong', conflict: false }],
  ])('of Arena-Hard: %j', (raw, said) => {
    expect(read('arena-hard', raw)).toMatchObject(said);
  });

  it.each([
    CHOICES,
    EXAMPLE,
    CHOICES.replaceAll(/\d\. /g, '- '),
    'I would output [[A>>B]] if Assistant A were right.',
    'output [[A>>B]] if Assistant A is significantly better, [[B>>A]] if Assistant B is significantly better',
    'either [[A>>B]] or [[B>>A]]',
    'Both are the same.',
    '[[A>B]] at first, but it is rather [[A<B]]',
    '[[A>B]], no: [[C]]',
    '<think>[[A>>B]]</think>I cannot decide.',
  ])('of Arena-Hard are none in a list, an example, a condition or another’s marker: %j', (raw) => {
    expect(read('arena-hard', raw)).toMatchObject({ verdict: 'invalid', invalidReason: 'no-marker' });
  });

  it('are cut off where a reply goes on behind its marker', () => {
    expect(read('arena-hard', '[[A>>B]] would be right, but', 'length')).toMatchObject({ invalidReason: 'truncated' });
  });

  it.each([
    ['Assistant A is better: [[A]]', { verdict: 'first' }],
    ['[[b]]', { verdict: 'second' }],
    ['Therefore, [[C]]', { verdict: 'tie' }],
    ['[[A]]? No: [[C]]', { verdict: 'tie', conflict: true }],
    [`${MT_BENCH} I say [[B]]`, { verdict: 'second', conflict: false }],
  ])('of MT-Bench: %j', (raw, said) => {
    expect(read('mt-bench', raw)).toMatchObject(said);
  });

  it.each([MT_BENCH, '[[A]] if assistant A is better', '[[A]] … or rather [[A=B]]', '[[5]]'])(
    'of MT-Bench are none in its own instruction: %j',
    (raw) => {
      expect(read('mt-bench', raw)).toMatchObject({ verdict: 'invalid', invalidReason: 'no-marker' });
    },
  );

  it.each([
    ["[{'model': 'model_1', 'rank': 2}, {'model': 'model_2', 'rank': 1}]", 'second'],
    ['{"ordered_models": [\n {\n "model": "m",\n "rank": 1\n },\n {"model": "M", "rank": 2}]}', 'first'],
    [
      `{'concise_explanation': "Model 'm' is longer.", 'ordered_models': [{'model': 'M', 'rank': 1}, {'model': 'm', 'rank': 2}]}`,
      'second',
    ],
    ["[{'model': 'm', 'rank': 1}, {'model': 'M', 'rank': 1}]", 'tie'],
    ['Output (b)\n\nHere the answer is Output (b) because Output (a) is short.', 'second'],
    ['M', 'second'],
    [' m\n', 'first'],
  ])('of AlpacaEval: %j', (raw, verdict) => {
    expect(read('alpaca-eval', raw)).toMatchObject({ verdict });
  });

  it.each([
    "[{'model': <model-name>, 'rank': <model-rank>}]",
    "[{'model': 'model_1', 'rank': 3}, {'model': 'model_2', 'rank': 2}]",
    'Output (a) or Output (b)',
    '## Output (a):\nAn answer',
    'I prefer M',
  ])('of AlpacaEval are none in its own instruction: %j', (raw) => {
    expect(read('alpaca-eval', raw)).toMatchObject({ verdict: 'invalid', invalidReason: 'no-marker' });
  });

  it('are never read from a thought', () => {
    const marks = ['[[A>>B]]', '[[B>A]]', '[[A]]', '[[C]]', "{'model': 'm', 'rank': 1}", 'Output (a)', '\n', 'if '];
    const thought = fc.array(fc.oneof(fc.string(), fc.constantFrom(...marks))).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(thought, fc.constantFrom(...Object.keys(transcripts)), (text, format) => {
        expect(read(format, `${text}</think>neither`)).toMatchObject({ verdict: 'invalid' });
      }),
    );
  });

  it('are no format that a judge of ours could be asked in, but for Arena-Hard’s, read by the same rule', () => {
    expect(Object.keys(formats).filter((name) => name in transcripts)).toEqual(['arena-hard']);
  });
});
