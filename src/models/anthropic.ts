import Anthropic, { APIError } from '@anthropic-ai/sdk';
import { type Attempt, emptyReply } from './attempt.ts';
import { fromBroken, fromStatus } from './http-failure.ts';
import type { ModelRequest, StopReason } from './model.ts';
import { ModelError } from './model-error.ts';

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
    baseURL: options.baseUrl ?? null,
    maxRetries: 0,
    logLevel: 'off',
  });
  return async (request, watchdog, onDelta) => {
    const startedAt = performance.now();
    const reply = emptyReply();
    let stopped = false;
    try {
      const stream = await client.messages.create(toParams(model, request), { signal: watchdog.signal });
      watchdog.connected();
      for await (const event of stream) {
        if (event.type === 'message_start') {
          const { input_tokens, cache_read_input_tokens, cache_creation_input_tokens } = event.message.usage;
          reply.usage.inputTokens = input_tokens + (cache_read_input_tokens ?? 0) + (cache_creation_input_tokens ?? 0);
        } else if (event.type === 'content_block_delta') {
          watchdog.fed();
          reply.firstTokenMs ??= performance.now() - startedAt;
          if (event.delta.type === 'text_delta') {
            reply.text += event.delta.text;
            onDelta?.({ text: event.delta.text });
          } else if (event.delta.type === 'thinking_delta') {
            reply.reasoning += event.delta.thinking;
            onDelta?.({ reasoning: event.delta.thinking });
          }
        } else if (event.type === 'message_delta') {
          reply.stopReason = stopReason(event.delta.stop_reason);
          reply.usage.outputTokens = event.usage.output_tokens;
          reply.usage.reasoningTokens = event.usage.output_tokens_details?.thinking_tokens ?? null;
        } else if (event.type === 'message_stop') {
          stopped = true;
        }
      }
    } catch (error) {
      throw toModelError(error, reply.firstTokenMs !== null);
    }
    if (!stopped) throw new ModelError('cut', 'The stream ended before the model was done.');
    return reply;
  };
}

function toParams(model: string, request: ModelRequest): Anthropic.MessageCreateParamsStreaming {
  // Adaptive thinking takes no temperature; its depth is steered by the effort and bounded by max_tokens.
  const thinks = (request.thinkingTokens ?? 0) > 0;
  return {
    model,
    stream: true,
    max_tokens: request.maxTokens,
    ...(request.system === undefined ? {} : { system: request.system }),
    messages: request.messages.map(({ role, content }) => ({ role, content })),
    ...(thinks
      ? {
          thinking: { type: 'adaptive', display: 'summarized' },
          output_config: { effort: effortFor(request.thinkingTokens ?? 0) },
        }
      : {
          ...(request.temperature === undefined ? {} : { temperature: Math.min(1, request.temperature) }),
          ...(request.topP === undefined || request.temperature !== undefined ? {} : { top_p: request.topP }),
        }),
  };
}

const effortFor = (thinkingTokens: number): 'low' | 'medium' | 'high' =>
  thinkingTokens <= 1024 ? 'low' : thinkingTokens <= 4096 ? 'medium' : 'high';

function stopReason(reason: Anthropic.StopReason | null): StopReason {
  if (reason === 'max_tokens' || reason === 'model_context_window_exceeded') return 'length';
  return reason === 'refusal' ? 'refused' : 'end';
}

function toModelError(error: unknown, begun: boolean): ModelError {
  if (error instanceof APIError && typeof error.status === 'number') {
    return fromStatus(error.status, error.headers?.get('retry-after'), error);
  }
  // An error event inside a stream has no status; "overloaded" is the one that is worth trying again.
  if (error instanceof APIError && !begun && /overloaded/.test(String(error.type ?? error.message))) {
    return new ModelError('unavailable', 'The model’s server is overloaded.', { cause: error });
  }
  return fromBroken(error, begun);
}
