import Anthropic, { APIError } from '@anthropic-ai/sdk';
import { type Attempt, emptyReply } from './attempt.ts';
import { claudeParams } from './claude-params.ts';
import { endedEarly, fromBroken, fromEvent, fromStatus, mustStream } from './http-failure.ts';
import { ModelError } from './model-error.ts';
import { stopReasonOf } from './stop-reason.ts';
import type { Stage } from './watchdog.ts';

/** Longer than any time-out of ours: the watchdog decides. */
const SDK_TIMEOUT_MS = 86_400_000;

/** Claude through Anthropic's own SDK, always streamed: its time-out does not see a stall inside a stream, ours does. */
export function anthropicAttempt(
  model: string,
  options: { apiKey: string | undefined; baseUrl: string | undefined },
): Attempt {
  if (!options.apiKey) {
    return async () => {
      throw new ModelError('unauthorized', 'ANTHROPIC_API_KEY is not set, so no model of Anthropic can be asked.');
    };
  }
  const client = new Anthropic({
    apiKey: options.apiKey,
    // null, because the SDK would take undefined for leave to look into the environment.
    baseURL: options.baseUrl ?? null,
    maxRetries: 0,
    timeout: SDK_TIMEOUT_MS,
    // It would log what it cannot read, and that is somebody's reply.
    logLevel: 'off',
  });
  return async (request, watchdog, onDelta) => {
    const startedAt = performance.now();
    const reply = emptyReply();
    let stopped = false;
    try {
      const { params, headers } = claudeParams(model, request);
      const { data: stream, response } = await client.messages
        .create(params, { headers, signal: watchdog.signal })
        .withResponse();
      watchdog.connected();
      mustStream(response);
      for await (const event of stream) {
        if (event.type === 'message_start') {
          const { input_tokens, cache_read_input_tokens, cache_creation_input_tokens, output_tokens } =
            event.message.usage;
          reply.usage = {
            inputTokens: input_tokens + (cache_read_input_tokens ?? 0) + (cache_creation_input_tokens ?? 0),
            outputTokens: output_tokens,
            reasoningTokens: null,
          };
        } else if (event.type === 'content_block_delta') {
          watchdog.fed();
          reply.firstTokenMs ??= performance.now() - startedAt;
          if (event.delta.type === 'text_delta') {
            reply.text += event.delta.text;
            onDelta?.({ text: event.delta.text });
          } else if (event.delta.type === 'thinking_delta' && event.delta.thinking !== '') {
            reply.reasoning += event.delta.thinking;
            onDelta?.({ reasoning: event.delta.thinking });
          }
        } else if (event.type === 'message_delta') {
          reply.stopReason = stopReasonOf(event.delta.stop_reason);
          reply.usage = {
            inputTokens: reply.usage?.inputTokens ?? 0,
            outputTokens: event.usage.output_tokens,
            reasoningTokens: event.usage.output_tokens_details?.thinking_tokens ?? null,
          };
        } else if (event.type === 'message_stop') {
          stopped = true;
        }
      }
    } catch (error) {
      throw toModelError(error, watchdog.stage());
    }
    if (!stopped) throw endedEarly(watchdog.stage());
    return reply;
  };
}

function toModelError(error: unknown, stage: Stage): ModelError {
  if (error instanceof APIError && typeof error.status === 'number') {
    return fromStatus(error.status, error.headers?.get('retry-after'), error);
  }
  // An error event inside a stream has a type and no status.
  if (error instanceof APIError && error.type) return fromEvent(statusLike[error.type] ?? 500, stage, error);
  return fromBroken(error, stage);
}

const statusLike: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  overloaded_error: 529,
};
