import type { ModelRequest } from '../../../src/models/model.ts';
import { ModelError } from '../../../src/models/model-error.ts';

export const request: ModelRequest = {
  system: 'Be kind.',
  messages: [{ role: 'user', content: 'Hello?' }],
  maxTokens: 100,
  temperature: 0.6,
  topP: 1,
};

/** The ModelError with which work ends. Fails the test when it succeeds or throws another error. */
export async function failure(work: Promise<unknown>): Promise<ModelError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ModelError)) throw new Error(`expected a ModelError, got ${error}`);
  return error;
}

/** How work ended: `fine`, or the code of its error. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'fine',
    (error: unknown) => (error instanceof ModelError ? error.code : String(error)),
  );
