import { InferenceClient, type InferenceProviderOrPolicy } from '@huggingface/inference';
import { type Attempt, emptyReply } from './attempt.ts';
import { endedEarly } from './http-failure.ts';
import { isHuggingFace, openFetch } from './huggingface-fetch.ts';
import type { ModelRequest } from './model.ts';
import { ModelError } from './model-error.ts';
import { isAddress } from './names.ts';
import { stopReasonOf } from './stop-reason.ts';

export interface HuggingFaceOptions {
  /** For Hugging Face's own machines, and sent to no others. */
  token: string | undefined;
  /** For servers of one's own that ask for a key. */
  serverKey: string | undefined;
  /** Stands in for the hub and the router of Hugging Face. */
  baseUrl: string | undefined;
}

/** What servers add to OpenAI's protocol for models that think; the SDK passes it through untyped. */
interface ThinkingDelta {
  content?: string | null;
  reasoning?: string | null;
  reasoning_content?: string | null;
}

interface ThinkingUsage {
  completion_tokens_details?: { reasoning_tokens?: number | null } | null;
}

/** A model behind a Hugging Face inference provider, or behind any OpenAI-compatible server. */
export function huggingFaceAttempt(model: string, where: string | null, options: HuggingFaceOptions): Attempt {
  const local = isAddress(where);
  const key = local && !isHuggingFace(where) ? options.serverKey : options.token;
  if (!key && !local) {
    return async () => {
      throw new ModelError('unauthorized', 'HF_TOKEN is not set, so no Hugging Face provider can be asked.');
    };
  }
  // A provider and an address exclude each other; without either the router chooses.
  const client = new InferenceClient(key ?? '', local ? { endpointUrl: where } : {});
  const place = local || where === null ? {} : { provider: where as InferenceProviderOrPolicy };
  return async (request, watchdog, onDelta) => {
    const startedAt = performance.now();
    const http = openFetch(watchdog, options.baseUrl);
    const reply = emptyReply();
    let finished = false;
    try {
      const stream = client.chatCompletionStream(
        { ...toInput(model, request), ...place },
        // Its own retry of a 503 knows neither pause nor end.
        { signal: watchdog.signal, retry_on_error: false, fetch: http.fetch },
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
          reply.stopReason = stopReasonOf(choice.finish_reason);
        }
        if (chunk.usage) {
          const details = (chunk.usage as ThinkingUsage).completion_tokens_details;
          reply.usage = {
            inputTokens: chunk.usage.prompt_tokens,
            outputTokens: chunk.usage.completion_tokens,
            reasoningTokens: details?.reasoning_tokens ?? null,
          };
        }
      }
    } catch (error) {
      throw http.toModelError(error);
    }
    if (!finished) throw endedEarly(watchdog.stage());
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
