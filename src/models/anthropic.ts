import Anthropic, { APIError } from '@anthropic-ai/sdk';
import { DAY_MS } from '../terms.ts';
import type { Attempt } from './attempt.ts';
import { openFetch } from './attempt-fetch.ts';
import { claudeParams } from './claude-params.ts';
import { wordsIn } from './content-parts.ts';
import { anthropicCounts, countsInBody, fieldsOf } from './counts.ts';
import { endedEarly, fromEvent } from './http-failure.ts';
import { ModelError } from './model-error.ts';
import { refusalWords, textsOf } from './refusal-words.ts';
import { stopReasonOf } from './stop-reason.ts';
import { hear, see } from './tally.ts';
import type { Stage } from './watchdog.ts';

/** Longer than any of our time-outs: the watchdog decides. */
const SDK_TIMEOUT_MS = DAY_MS;

/**
 * Claude through Anthropic's SDK, always streamed. The SDK's time-out does not cover a stall inside a stream;
 * the watchdog does.
 */
export function anthropicAttempt(
  model: string,
  { apiKey, baseUrl }: { apiKey: string | undefined; baseUrl: string | undefined },
): Attempt {
  if (!apiKey) {
    return async () => {
      throw new ModelError('unauthorized', 'ANTHROPIC_API_KEY is not set, so no model of Anthropic can be asked.');
    };
  }
  const client = new Anthropic({
    apiKey,
    // null, because for undefined the SDK would read the environment.
    baseURL: baseUrl ?? null,
    maxRetries: 0,
    timeout: SDK_TIMEOUT_MS,
    // The SDK would log what it cannot parse, which is somebody's reply.
    logLevel: 'off',
  });
  return async (request, { watchdog, draft, tally }) => {
    const withheld = textsOf(request, apiKey);
    const http = openFetch({ watchdog, tally, maxTokens: request.maxTokens, withheld });
    let stopped = false;
    let reason: ReturnType<typeof stopReasonOf> = 'end';
    try {
      const { params, headers } = claudeParams(model, request);
      tally.hidden = hiddenTokens(params);
      const stream = await client
        .withOptions({ fetch: http.fetch })
        .messages.create(params, { headers, signal: watchdog.signal });
      // The SDK's types are not trusted: a server, or a proxy before it, may send anything.
      for await (const one of stream as AsyncIterable<unknown>) {
        const event = fieldsOf(one);
        const delta = fieldsOf(event.delta);
        if (event.type === 'message_start') {
          draft.answeredBy(fieldsOf(event.message));
          hear(tally, anthropicCounts(fieldsOf(event.message).usage), false);
        } else if (event.type === 'content_block_delta') {
          const text = delta.type === 'text_delta' ? wordsIn(delta.text) : '';
          const reasoning = delta.type === 'thinking_delta' ? wordsIn(delta.thinking) : '';
          see(tally, delta, [text, reasoning]);
          if (!draft.add({ text, reasoning })) return draft.reply();
        } else if (event.type === 'message_delta') {
          reason = stopReasonOf(delta.stop_reason);
          const { inputTokens: before } = tally.said;
          const counts = anthropicCounts(event.usage);
          // A proxy may count input tokens only at the end, or only at the beginning.
          const inputTokens = Math.max(before ?? 0, counts.inputTokens ?? 0);
          hear(tally, inputTokens > 0 ? { ...counts, inputTokens } : counts, true);
        } else if (event.type === 'message_stop') {
          stopped = true;
        }
      }
    } catch (error) {
      if (error instanceof APIError) hear(tally, countsInBody(error.error), true);
      throw http.toModelError(error, (unknown) => explain(unknown, watchdog.stage(), withheld));
    }
    if (!stopped || reason === 'cut') throw endedEarly(watchdog.stage());
    draft.stopped(reason);
    return draft.reply();
  };
}

/**
 * Tokens that may be billed and not shown. Thoughts are counted in full and shown as a summary. With adaptive
 * thinking, only `max_tokens` is a bound.
 */
function hiddenTokens({ thinking, max_tokens }: Anthropic.MessageCreateParamsStreaming): number {
  if (!thinking || thinking.type === 'disabled') return 0;
  return thinking.type === 'enabled' ? thinking.budget_tokens : max_tokens;
}

/** An error event inside a stream has a type and no HTTP status. */
function explain(error: unknown, stage: Stage, withheld: readonly string[]): ModelError | null {
  if (!(error instanceof APIError) || !error.type) return null;
  return fromEvent(statusLike.get(error.type) ?? 500, stage, error, refusalWords(error.error, withheld));
}

const statusLike: ReadonlyMap<unknown, number> = new Map([
  ['invalid_request_error', 400],
  ['authentication_error', 401],
  ['billing_error', 402],
  ['permission_error', 403],
  ['not_found_error', 404],
  ['request_too_large', 413],
  ['rate_limit_error', 429],
  ['overloaded_error', 529],
]);
