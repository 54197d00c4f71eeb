import { InferenceClient, type InferenceProviderOrPolicy } from '@huggingface/inference';
import { type Attempt, emptyReply } from './attempt.ts';
import { fromBroken, fromStatus } from './http-failure.ts';
import type { ModelRequest, StopReason } from './model.ts';
import { ModelError } from './model-error.ts';
import { isAddress } from './names.ts';

/** What servers add to OpenAI's protocol for models that think; the SDK passes it through untyped. */
interface ThinkingDelta {
  content?: string | null;
  reasoning?: string | null;
  reasoning_content?: string | null;
}

/** A model behind a Hugging Face inference provider, or behind any OpenAI-compatible server. */
export function huggingFaceAttempt(model: string, where: string | null, token: string | undefined): Attempt {
  const local = isAddress(where);
  if (!token && !local) {
    return async () => {
      throw new ModelError('unauthorized', 'HF_TOKEN is not set, so no Hugging Face provider can be asked.');
    };
  }
  return async (request, watchdog, onDelta) => {
    const startedAt = performance.now();
    // The SDK loses Retry-After and the status of a stream's head: they are read here.
    let failed: { status: number; retryAfter: string | null } | null = null;
    const fetchAndNote: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      watchdog.connected();
      if (!response.ok) failed = { status: response.status, retryAfter: response.headers.get('retry-after') };
      return response;
    };
    const client = new InferenceClient(token ?? '', local ? { endpointUrl: where } : {});
    const place = local || where === null ? {} : { provider: where as InferenceProviderOrPolicy };
    const reply = emptyReply();
    let finished = false;
    try {
      const stream = client.chatCompletionStream(
        { ...toInput(model, request), ...place },
        // Its own retry of a 503 knows neither pause nor end.
        { signal: watchdog.signal, retry_on_error: false, fetch: fetchAndNote },
      );
      for await (const chunk of stream) {
        const choice = chunk.choices?.[0];
        const delta = (choice?.delta ?? {}) as ThinkingDelta;
        const reasoning = delta.reasoning ?? delta.reasoning_content ?? '';
        const text = delta.content ?? '';
        if (reasoning || text) {
          watchdog.fed();
          reply.firstTokenMs ??= performance.now() - startedAt;
          reply.reasoning += reasoning;
          reply.text += text;
          onDelta?.({ ...(text ? { text } : {}), ...(reasoning ? { reasoning } : {}) });
        }
        if (choice?.finish_reason) {
          finished = true;
          reply.stopReason = stopReason(choice.finish_reason);
        }
        if (chunk.usage) {
          reply.usage.inputTokens = chunk.usage.prompt_tokens;
          reply.usage.outputTokens = chunk.usage.completion_tokens;
        }
      }
    } catch (error) {
      const head = failed as { status: number; retryAfter: string | null } | null;
      if (head) throw fromStatus(head.status, head.retryAfter, error);
      throw fromBroken(error, reply.firstTokenMs !== null);
    }
    if (!finished) throw new ModelError('cut', 'The stream ended before the model was done.');
    return reply;
  };
}

function toInput(model: string, request: ModelRequest) {
  const system = request.system === undefined ? [] : [{ role: 'system', content: request.system }];
  return {
    model,
    messages: [...system, ...request.messages],
    max_tokens: request.maxTokens,
    stream_options: { include_usage: true },
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.topP === undefined ? {} : { top_p: request.topP }),
    ...(request.continueLast ? { continue_final_message: true, add_generation_prompt: false } : {}),
  };
}

function stopReason(reason: string): StopReason {
  if (reason === 'length') return 'length';
  return reason === 'content_filter' ? 'refused' : 'end';
}
