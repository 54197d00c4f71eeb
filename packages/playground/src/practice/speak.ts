/** A practice model's reply: its reasoning, empty for candidates, and its text. */
export interface Speech {
  reasoning: string;
  text: string;
}

/** Splits a text into pieces of a few words, as a model streams it. */
export function pieces(text: string): string[] {
  const words = text.match(/\s*\S+\s*/g) ?? [text];
  const size = Math.max(3, Math.ceil(words.length / 20));
  return Array.from({ length: Math.ceil(words.length / size) }, (_, i) =>
    words.slice(i * size, (i + 1) * size).join(''),
  );
}

/** Estimates the number of tokens: one for four characters. */
export const countTokens = (text: string): number => Math.ceil(text.length / 4);

type Event = { event?: string; data: string };

/** A reply in Anthropic's streaming protocol. */
export function* anthropicEvents(model: string, input: string, speech: Speech): Generator<Event> {
  const event = (type: string, data: object = {}): Event => ({ event: type, data: JSON.stringify({ type, ...data }) });
  const message = {
    id: 'msg_practice',
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
  };
  yield event('message_start', {
    message: { ...message, usage: { input_tokens: countTokens(input), output_tokens: 1 } },
  });
  yield event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } });
  for (const piece of pieces(speech.text))
    yield event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: piece } });
  yield event('content_block_stop', { index: 0 });
  yield event('message_delta', {
    delta: { stop_reason: 'end_turn', stop_sequence: null },
    usage: { output_tokens: countTokens(speech.text) },
  });
  yield event('message_stop');
}

/** A reply in OpenAI's streaming protocol. Reasoning is inside `<think>` tags, as RRM writes it. */
export function* openAiEvents(model: string, input: string, speech: Speech): Generator<Event> {
  const chunk = (more: object): Event => ({
    data: JSON.stringify({ id: 'chatcmpl-practice', object: 'chat.completion.chunk', created: 0, model, ...more }),
  });
  const whole = speech.reasoning ? `<think>\n${speech.reasoning}\n</think>\n\n${speech.text}` : speech.text;
  for (const content of pieces(whole)) {
    yield chunk({ choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }] });
  }
  yield chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  const [prompt, completion] = [countTokens(input), countTokens(whole)];
  yield chunk({
    choices: [],
    usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
  });
  yield { data: '[DONE]' };
}
