import { expect, it } from 'vitest';
import { stopReasonOf } from '../../../src/models/stop-reason.ts';

it.each([
  ...['length', 'max_tokens', 'MAX_TOKENS', 'model_context_window_exceeded', 'max_output_tokens'].map((w) => [
    w,
    'length',
  ]),
  ...['refusal', 'content_filter', 'content_filtered', 'SAFETY', 'guardrail_intervened'].map((w) => [w, 'refused']),
  ...[
    'abort',
    'ABORTED',
    'error',
    'cancelled',
    'timeout',
    'OTHER',
    'insufficient_system_resource',
    'network_error',
  ].map((w) => [w, 'cut']),
  ...['stop', 'end_turn', 'eos_token', 'STOP', '', null, undefined, 'something new'].map((w) => [w, 'end']),
])('%j means %s', (word, means) => {
  expect(stopReasonOf(word)).toBe(means);
});
