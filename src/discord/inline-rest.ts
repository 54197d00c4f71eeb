import { type InternalRequest, REST } from 'discord.js';

type Answer = (body: unknown) => void;

const CALLBACK = /^\/interactions\/(\d+)\/[^/]+\/callback$/;

/**
 * discord.js answers every interaction with a request of its own. One that came by HTTP is answered in that exchange instead: its
 * callback is handed over here and never sent. A callback with files goes the ordinary way.
 */
export class InlineRest extends REST {
  readonly #waiting = new Map<string, Answer>();

  /** Until the returned function is called, the callback of this interaction is handed to `answer`. */
  expect(interactionId: string, answer: Answer): () => void {
    this.#waiting.set(interactionId, answer);
    // Delivered twice, the second waits in the first one's place.
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
