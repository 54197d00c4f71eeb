import {
  InferenceClient,
  InferenceClientInputError,
  InferenceClientProviderApiError,
  InferenceClientRoutingError,
  type InferenceProviderOrPolicy,
} from '@huggingface/inference';
import type { Attempt } from './attempt.ts';
import { openFetch } from './attempt-fetch.ts';
import { piecesIn, wordsIn } from './content-parts.ts';
import { countsInBody, fieldsOf, openAiCounts } from './counts.ts';
import { endedEarly, fromEvent, statusInBody } from './http-failure.ts';
import { isHuggingFace, rerouted } from './huggingface-places.ts';
import type { ModelMessage, ModelRequest } from './model.ts';
import { ModelError } from './model-error.ts';
import { isAddress } from './names.ts';
import { refusalWords, textsOf } from './refusal-words.ts';
import { saysStopped, stopReasonOf } from './stop-reason.ts';
import { hear, see } from './tally.ts';

export interface HuggingFaceOptions {
  /** Sent to Hugging Face's own machines only. */
  token: string | undefined;
  /** Sent to the operator's own servers, if they ask for a key. */
  serverKey: string | undefined;
  /** Stands in for Hugging Face's hub and router. */
  baseUrl: string | undefined;
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
  // A provider and an address exclude each other. Without either, the router chooses.
  const client = new InferenceClient(key ?? '', local ? { endpointUrl: where } : {});
  const place = local || where === null ? {} : { provider: where as InferenceProviderOrPolicy };
  return async (request, { watchdog, draft, tally }) => {
    const { maxTokens } = request;
    const withheld = textsOf(request, key);
    const http = openFetch({ watchdog, tally, maxTokens, withheld }, (url) => rerouted(url, options.baseUrl));
    const inBody = (body: unknown, cause?: unknown) =>
      fromEvent(statusInBody(body), watchdog.stage(), cause, refusalWords(body, withheld));
    let stopped: ReturnType<typeof stopReasonOf> | null = null;
    try {
      const stream = client.chatCompletionStream(
        { ...toInput(model.replace(PATH, ''), request), ...(local ? unthinking(request) : {}), ...place },
        // Off, because the SDK retries a 503 without pause or end.
        { signal: watchdog.signal, retry_on_error: false, fetch: asking(model, http.fetch) },
      );
      // The SDK's types are not trusted: a server may send anything.
      for await (const chunk of stream as AsyncIterable<unknown>) {
        const fields = fieldsOf(chunk);
        const { choices, usage } = fields;
        draft.answeredBy(fields);
        const choice = fieldsOf(Array.isArray(choices) ? choices[0] : null);
        // OpenRouter puts a provider's failure into the choice.
        if (choice.error) throw inBody(choice);
        const delta = fieldsOf(choice.delta);
        const { text, reasoning } = piecesIn(delta.content);
        // Extensions of the protocol for models that think; some servers send one of the two empty.
        const thought = wordsIn(delta.reasoning) || wordsIn(delta.reasoning_content);
        if (choices !== undefined) see(tally, { ...delta, text: choice.text }, [text, thought, reasoning]);
        if (!draft.add({ text, reasoning: thought + reasoning })) return draft.reply();
        // Only the last chunk may say that the model is done: some servers write a word on every chunk.
        // Google's name for it may be the only one.
        const word = [choice.finish_reason, choice.finishReason].find(saysStopped);
        if (word !== undefined) stopped = stopReasonOf(word);
        else if (text !== '' || thought !== '' || reasoning !== '') stopped = null;
        if (usage) hear(tally, openAiCounts(usage), stopped !== null);
      }
    } catch (error) {
      if (error instanceof InferenceClientProviderApiError) hear(tally, countsInBody(error.httpResponse.body), true);
      throw http.toModelError(error, (unknown) => explain(unknown, inBody, http.looked() && !tally.sent));
    }
    if (stopped === null || stopped === 'cut') throw endedEarly(watchdog.stage());
    draft.stopped(stopped);
    return draft.reply();
  };
}

function explain(
  error: unknown,
  inBody: (body: unknown, cause: unknown) => ModelError,
  stumbled: boolean,
): ModelError | null {
  if (error instanceof InferenceClientRoutingError) {
    const message = 'HF_TOKEN is no token of Hugging Face (hf_…); a provider’s own key needs the provider’s name.';
    return new ModelError('unauthorized', message, { cause: error });
  }
  // The SDK throws an unspecific error where its table lacks the model: any error after a look-up and before
  // a request.
  if (error instanceof InferenceClientInputError || stumbled) {
    const message = 'This model cannot be asked there: check its name and its provider’s.';
    return new ModelError('not-found', message, { cause: error });
  }
  if (error instanceof InferenceClientProviderApiError) return inBody(error.httpResponse.body, error);
  return null;
}

/** A model that is named by its path. The SDK takes such a name for an address, and refuses it. */
const PATH = /^\/+/;

const asking = (model: string, fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
  PATH.test(model)
    ? (url, init) =>
        fetch(url, {
          ...init,
          ...(typeof init?.body === 'string' ? { body: JSON.stringify({ ...JSON.parse(init.body), model }) } : {}),
        })
    : fetch;

/**
 * What vLLM, SGLang and llama-server hand to the chat template. A router may refuse a field that it does not
 * know.
 */
const unthinking = ({ thinks }: ModelRequest) =>
  thinks === false ? { chat_template_kwargs: { enable_thinking: false } } : {};

/** Pictures go as data URLs: an address of Discord's would expire, and tell where they come from. */
const toMessage = ({ role, content, pictures = [] }: ModelMessage) =>
  pictures.length === 0
    ? { role, content }
    : {
        role,
        content: [
          ...pictures.map(({ type, data }) => ({
            type: 'image_url' as const,
            image_url: { url: `data:${type};base64,${data}` },
          })),
          { type: 'text' as const, text: content },
        ],
      };

function toInput(model: string, request: ModelRequest) {
  const system = request.system === undefined ? [] : [{ role: 'system', content: request.system }];
  return {
    model,
    messages: [...system, ...request.messages.map(toMessage)],
    max_tokens: request.maxTokens,
    stream_options: { include_usage: true },
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.topP === undefined ? {} : { top_p: request.topP }),
    ...(request.continueLast ? { continue_final_message: true, add_generation_prompt: false } : {}),
  };
}
