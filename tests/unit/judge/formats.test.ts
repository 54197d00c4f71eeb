import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chooseFormat, formats } from '../../../src/judge/choose-format.ts';
import { readVerdict } from '../../../src/judge/verdict.ts';

const read = (format: string, text: string, stopReason: 'end' | 'length' = 'end') =>
  readVerdict({ text, reasoning: '', stopReason }, chooseFormat('', format).read);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const laidOut = (format: string) => chooseFormat('', format).layOut({ prompt: 'Q', first: 'one', second: 'two' });

describe('a format', () => {
  it.each([
    ['hf:Reward-Reasoning/RRM-32B@featherless-ai', 'rrm'],
    ['hf:gaotang/RM-R1-DeepSeek-Distilled-Qwen-7B', 'rm-r1-distilled'],
    ['hf:gaotang/RM-R1-Qwen2.5-Instruct-32B', 'rm-r1'],
    ['hf:wangclnlp/GRAM-RR-LLaMA-3.2-3B-RewardModel@http://127.0.0.1:8000/v1', 'gram-r2'],
    ['hf:gram-r2', 'gram-r2'],
    ['hf:nvidia/Qwen3-Nemotron-235B-A22B-GenRM', 'nemotron-genrm'],
    ['hf:nvidia/Qwen3-Nemotron-235B-A22B-GenRM-2603', 'nemotron-genrm'],
    ['hf:nvidia/Llama-3.3-Nemotron-Super-49B-GenRM', 'nemotron-genrm-49b'],
    ['hf:nvidia/Llama-3_3-Nemotron-Super-49B-GenRM-Multilingual', 'nemotron-genrm-49b'],
    ['hf:opencompass/CompassJudger-2-7B-Instruct', 'compassjudger'],
    // It scores one reply against one principle, and takes no pair.
    ['hf:nvidia/Qwen3-Nemotron-32B-GenRM-Principle', 'chat'],
    ['hf:org/program-r2d2', 'chat'],
    ['anthropic:claude-sonnet-5-5', 'chat'],
  ])('of %s is %s', (model, format) => {
    expect(chooseFormat(model).name).toBe(format);
  });

  it.each(['nonsense', 'constructor', ''])('named %j is none', (named) => {
    expect(() => chooseFormat('', named)).toThrow(/There is no judge format .* gram-r2, .* or a file of your own/);
  });

  it.each(Object.values(formats))('$name reads each of its verdicts, and no other judge’s instruction', (format) => {
    for (const side of ['first', 'second'] as const) {
      const text = `</think>The one is better.\n\n${format.verdicts[side]}`;
      expect(read(format.name, text)).toMatchObject({ verdict: side, conflict: false });
    }
    const { system = '', user } = format.layOut({ prompt: 'Q', first: 'one', second: 'two' });
    expect(read(format.name, `</think>${system}\n\n${user}`).verdict, 'an echo of its own prompt').toBe('invalid');
  });

  it.each(Object.values(formats))('$name says whether it is greedy, and leaves no text out', (format) => {
    expect(format.temperature).toBeGreaterThanOrEqual(0);
    const { user, replies = [] } = format.layOut({ prompt: '$& Q', first: '$1 {second}', second: '{first} $$' });
    const sent = [user, ...replies.map(({ content }) => content)].join('\n');
    for (const text of ['$& Q', '$1 {second}', '{first} $$']) expect(sent.split(text)).toHaveLength(2);
  });
});

describe('gram-r2', () => {
  it('is laid out to the letter, in a user message alone', () => {
    const { system, user } = laidOut('gram-r2');
    expect(system).toBeUndefined();
    expect(user.startsWith('You are a helpful assistant in evaluating the quality of the responses')).toBe(true);
    expect(user.endsWith("[The Start of Assistant B's Response]\ntwo\n[The End of Assistant B's Response]")).toBe(true);
    // The authors' prompt, filled with the same three texts.
    expect(sha256(user)).toBe('a001d088789ca2eb800e90d353f333fe731c585272bb3f5c126e00fa58ac035a');
  });

  it.each([
    ['<think>\nFeedback: …\n</think>\n<answer>\nA\n</answer>', 'first'],
    ['<think>a</think><answer>B</answer>', 'second'],
    ['Feedback: the template opened the thought\n</think>\n<answer> b </answer>', 'second'],
    ['<think><answer>A</answer></think><answer>B</answer>', 'second'],
    // What stands behind the closing tag, which the authors' demo reads, says nothing.
    ['<think>a</think><answer>A</answer>B', 'first'],
    ['<think>a</think><answer>B</answer> A', 'second'],
  ])('%j is %s', (text, verdict) => {
    expect(read('gram-r2', text)).toMatchObject({ verdict, conflict: false });
  });

  it.each([
    '<think>a</think><answer>\nA or B\n</answer>',
    '<think>a</think><answer>both</answer>',
    '<think>a</think><answer>A</answer> No: <answer>neither</answer>',
    '<think>a</think>A',
    '<think>a</think><answer>A',
    '<think><answer>A</answer></think>',
  ])('%j is no verdict', (text) => {
    expect(read('gram-r2', text)).toMatchObject({ invalidReason: 'no-marker' });
  });

  it('takes the last of two, and says that they differ', () => {
    expect(read('gram-r2', '</think><answer>A</answer> Wait. <answer>B</answer>')).toMatchObject({
      verdict: 'second',
      conflict: true,
    });
  });
});

describe('nemotron-genrm', () => {
  it('gives each reply a role of its own', () => {
    expect(laidOut('nemotron-genrm')).toEqual({
      user: 'Q',
      replies: [
        { role: 'response_1', content: 'one' },
        { role: 'response_2', content: 'two' },
      ],
    });
    expect(chooseFormat('', 'nemotron-genrm')).toMatchObject({ temperature: 0.6, topP: 0.95 });
  });

  it.each([
    ['{"score_1": 4, "score_2": 3, "ranking": 2}', 'first', false],
    ['{"score_1":2,"score_2":5,"ranking":6}', 'second', false],
    ['{"score_1": 3, "score_2": 3, "ranking": 3}', 'first', false],
    ['{"score_1": 3, "score_2": 3, "ranking": 4}', 'second', false],
    // The ranking decides, where NVIDIA would go by the scores.
    ['{"score_1": 5, "score_2": 2, "ranking": 5}', 'second', true],
    ['Analysis {of both}.\n```json\n{"score_1": 1, "score_2": 4, "ranking": 5}\n```', 'second', false],
    [
      '```json\n{"ranking": 1, "score_1": 5, "score_2": 1}\n```\nAs said: {"ranking": 1, "score_1": 5, "score_2": 1}',
      'first',
      false,
    ],
    // A fence comes before any other object, and the other one is a conflict.
    ['```json\n{"ranking": 1}\n```\nAnother view: {"ranking": 6}', 'first', true],
    ['{"ranking": 1} … no: {"ranking": 6}', 'second', true],
    ['{"rubric_evaluations": [{"a": 1}], "overall": {"score_1": 4, "score_2": 1, "ranking": 1}}', 'first', false],
    ['{"score_1": "4", "score_2": "2", "ranking": "2"}', 'first', false],
    ['{"why": "a } and a \\" in it", "ranking": 2}', 'first', false],
    ['{"ranking": 2} {"other": {"ranking": 6}}', 'first', false],
    ['an { unclosed brace {"ranking": 2}', 'first', false],
  ])('%j is %s, conflict %s', (text, verdict, conflict) => {
    expect(read('nemotron-genrm', `<think>{"ranking": 6}</think>${text}`)).toMatchObject({ verdict, conflict });
  });

  it.each([
    '{"score_1": <1-5>, "score_2": <1-5>, "ranking": <1-6>}',
    '{"score_1": 4, "score_2": 2}',
    '{"ranking": 0}',
    '{"ranking": 7}',
    '{"ranking": 3.5}',
    '{"ranking": true}',
    '{"ranking": null}',
    '{"ranking": "first"}',
    '{"r\\u0061nking": 1}',
    '[{"rank": 1}]',
    'ranking: 2',
    '{"ranking": 2',
  ])('%j is no verdict', (text) => {
    expect(read('nemotron-genrm', `<think>x</think>${text}`)).toMatchObject({ invalidReason: 'no-marker' });
  });
});

describe('nemotron-genrm-49b', () => {
  const scored = (scores: string, ranking: string) =>
    `[The Begin of Analysis on Response 1]\nFine: \\boxed{6}.\n[The End of Analysis on Response 1]\n[The Begin of Individual Scores]\n\\boxed{${scores}}\n[The End of Individual Scores]\n[The Begin of Ranking Score]\n\\boxed{${ranking}} \n[The End of Ranking Score]`;

  it('is laid out to the letter', () => {
    expect(sha256(laidOut('nemotron-genrm-49b').user)).toBe(
      '1e937d9e0a7eb36cff098cefab7ab682438960105d6a2be74fbb25cf0c86678e',
    );
  });

  it.each([
    ['4, 2', '1', 'first', false],
    ['3,3', '3', 'first', false],
    ['3, 3', '4', 'second', false],
    ['1, 5', '6', 'second', false],
    ['5, 1', '6', 'second', true],
    ['x, y', '2', 'first', false],
  ])('scores %s and ranking %s are %s, conflict %s', (scores, ranking, verdict, conflict) => {
    expect(read('nemotron-genrm-49b', scored(scores, ranking))).toMatchObject({ verdict, conflict });
  });

  it.each([
    scored('4, 2', 'z'),
    scored('4, 2', '7'),
    scored('4, 2', '3, 4'),
    scored('4, 2', ''),
    '\\boxed{1}',
    '[The Begin of Individual Scores]\n\\boxed{4, 2}\n[The End of Individual Scores]',
    '[The Begin of Ranking Score]\nI would say \\boxed{1}',
  ])('%j is no verdict', (text) => {
    expect(read('nemotron-genrm-49b', text)).toMatchObject({ invalidReason: 'no-marker' });
  });
});

describe('compassjudger', () => {
  it('is laid out to the letter, greedy, in a user message alone', () => {
    const { system, user } = laidOut('compassjudger');
    expect(system).toBeUndefined();
    expect(sha256(user)).toBe('c344a04cb2a729050388a52b3aedc17bab05228806cf6ddb1e9f6644b0d453aa');
    expect(user.endsWith('Please provide selection result as required:\n')).toBe(true);
    expect(chooseFormat('', 'compassjudger')).toMatchObject({ temperature: 0, closing: null });
  });

  it.each([
    ['{\n  "Choice": "Model A"\n}', 'first'],
    ['{"Choice":"[Model B]"}', 'second'],
    ['```json\n{"Choice": "[Model A ]"}\n```', 'first'],
    ['{"Choice": "model b", "Reason": "Model A is wrong."}', 'second'],
  ])('%j is %s', (text, verdict) => {
    expect(read('compassjudger', text)).toMatchObject({ verdict, conflict: false });
  });

  it.each([
    '{"Choice": "[Model A or Model B]"}',
    '{"Choice": "Tie"}',
    '{"Choice": "Model A"} or rather {"Choice": "Both"}',
    'Model A is better.',
    '{"choice": A}',
  ])('%j is no verdict', (text) => {
    expect(read('compassjudger', text)).toMatchObject({ invalidReason: 'no-marker' });
  });
});

describe('arena-hard, asked', () => {
  it('is laid out to the letter, and greedy', () => {
    const { system = '', user } = laidOut('arena-hard');
    expect(sha256(system)).toBe('03f68010febd7a6405102ef882b4dd5a9700c56b2e1ff286d3b38f5d3a929bbf');
    expect(user).toBe(
      "<|User Prompt|>\nQ\n\n<|The Start of Assistant A's Answer|>\none\n<|The End of Assistant A's Answer|>\n\n<|The Start of Assistant B's Answer|>\ntwo\n<|The End of Assistant B's Answer|>",
    );
    expect(chooseFormat('', 'arena-hard').temperature).toBe(0);
  });

  it.each([
    ['My final verdict is: [[A>>B]]', 'first', false],
    ['[[B>A]]', 'second', false],
    ['At first [[A>B]], but then: [[B>>A]]', 'second', true],
    ['[[A>>B]], or perhaps just [[A>B]]?! [[A>B]]', 'first', true],
  ])('%j is %s, conflict %s', (text, verdict, conflict) => {
    expect(read('arena-hard', text)).toMatchObject({ verdict, conflict });
  });

  it.each(['My final verdict is tie: [[A=B]]', '[[A>B]] at first, but no: [[A=B]]', '[[A<B]]', '[A>B]', '[[A]]'])(
    '%j is no verdict',
    (text) => {
      expect(read('arena-hard', text)).toMatchObject({ invalidReason: 'no-marker' });
    },
  );
});
