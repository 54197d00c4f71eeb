import { type InternalRequest, REST } from 'discord.js';

type Answer = (body: unknown) => void;

const CALLBACK = /^\/interactions\/(\d+)\/[^/]+\/callback$/;

/**
 * A REST client that can answer an interaction within the HTTP exchange that delivered it. discord.js
 * acknowledges every interaction by a request. For an interaction that came over HTTP that request is not
 * sent, but its body is handed to `answer`. One with files is sent as usual.
 */
export class InlineRest extends REST {
  readonly #waiting = new Map<string, Answer>();

  /** Hands the callback of this interaction to `answer`, until the returned function is called. */
  expect(interactionId: string, answer: Answer): () => void {
    this.#waiting.set(interactionId, answer);
    // A second delivery may have replaced this one.
    return () => void (this.#waiting.get(interactionId) === answer && this.#waiting.delete(interactionId));
  }

  override async request(options: InternalRequest): Promise<unknown> {
    const id = CALLBACK.exec(options.fullRoute)?.[1];
    const answer = id ? this.#waiting.get(id) : undefined;
    if (!id || !answer || (options.files?.length ?? 0) > 0) return super.request(options);
    this.#waiting.delete(id);
    answer(options.body);
    return undefined;
  }
}
