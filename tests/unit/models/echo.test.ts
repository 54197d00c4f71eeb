import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rrm } from '../../../src/judge/formats/rrm.ts';
import { withoutEcho } from '../../../src/models/echo.ts';
import { withoutTurnTokens } from '../../../src/models/end-tokens.ts';

const { system = '', user } = rrm.layOut({ prompt: 'Which is larger?', first: 'One.', second: 'Two.' });
const sent = [system, user];

describe('a prompt that a server streams back', () => {
  it.each([
    ['ChatML', `<|im_start|>system\n${system}<|im_end|>\n<|im_start|>user\n${user}<|im_end|>\n<|im_start|>assistant\n`],
    ['ChatML without its tokens', `system\n${system}\nuser\n${user}\nassistant\n`],
    ['R1', `<｜begin▁of▁sentence｜>${system}<｜User｜>${user}<｜Assistant｜>`],
    [
      'Llama 3',
      `<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nToday Date: 26 Jul 2024\n\n${system.trim()}<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n${user}<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n`,
    ],
    ['Gemma', `<bos><start_of_turn>user\n${system.trim()}\n\n${user}<end_of_turn>\n<start_of_turn>model\n`],
    ['Mistral', `<s>[INST] ${system}\n\n${user} [/INST]`],
    ['nothing but itself', user],
  ])('in the form of %s is cut off', (_, echo) => {
    expect(withoutEcho(`${echo}<think>\nHm.`, sent)).toBe('<think>\nHm.');
    expect(withoutEcho(`${echo}Answer`, sent).trim()).toBe('Answer');
  });

  it.each([
    ['What is 2+2?', 'What is 2+2? It is 4.'],
    ['hi', 'hi there'],
    ['user', 'user is a word'],
    ['Tell me of the quokka.', 'Quality 1. You said: Answer briefly. Tell me of the quokka. It is small.'],
    ['Why? '.repeat(60), `You ask: “${'Why? '.repeat(60)}” Because.`],
  ])('is no restated short question: %j', (question, answer) => {
    expect(withoutEcho(answer, ['Answer briefly.', question])).toBe(answer);
  });

  it('is nothing where a reply does not hold what was sent', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (reply, question) => {
        fc.pre(question.trim() !== '' && !reply.includes(question.trim()));
        expect(withoutEcho(reply, ['system', question])).toBe(reply);
      }),
    );
  });
});

describe('the tokens of a turn', () => {
  it.each([
    ['Answer.<|im_end|>', 'Answer.'],
    ['Answer.</s>', 'Answer.'],
    ['Come up with something new. <|im_end|>', 'Come up with something new.'],
    ['Answer.\n<end_of_turn>\n', 'Answer.'],
    ['Answer.<｜end▁of▁sentence｜>', 'Answer.'],
    ['Answer.<|eot_id|><|im_end|>', 'Answer.'],
    ['<|im_start|>assistant\nAnswer.', 'Answer.'],
    ['<start_of_turn>model\nAnswer.', 'Answer.'],
    ['<|im_assistant|>assistant<|im_middle|>Answer.<|im_end|>', 'Answer.'],
    ['<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>Answer.<|END_OF_TURN_TOKEN|>', 'Answer.'],
    ['[/INST] Answer.</s>', 'Answer.'],
    ['<|im_start|>assistant\nanswer.', 'answer.'],
  ])('are cut off: %j leaves %j', (text, rest) => {
    expect(withoutTurnTokens(text)).toBe(rest);
  });

  it.each([
    'ChatML ends a turn with <|im_end|>',
    'It is `<|im_end|>`',
    'Llama writes </s> at the end.',
    '<s> is what Llama begins with.',
    '<|im_start|>, then the role.',
    '<|channel|>analysis<|message|>plan',
  ])('stay where a sentence is about them: %j', (text) => {
    expect(withoutTurnTokens(text)).toBe(text);
  });

  it('are looked for in time that grows with the text', () => {
    expect(withoutTurnTokens(`${'<|im_end|>'.repeat(30_000)}x`)).toMatch(/x$/);
  });
});
