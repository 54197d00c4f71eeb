import { answererOf } from '../../../models/answerer.ts';
import { ModelError } from '../../../models/model-error.ts';
import { modelsOf } from '../ask-models.ts';
import { type Finding, failure, ok, skipped, warning } from '../finding.ts';
import {
  callWords,
  isUnread,
  modelRemedy,
  OTHER_MODEL_REMEDY,
  otherModelWords,
  UNREAD_REMEDY,
} from '../model-words.ts';
import type { Patient } from '../patient.ts';

/** Asks each candidate model once, for one word. */
export async function candidates({ config, calls, callMs }: Patient): Promise<Finding[]> {
  if (!config) return [skipped('candidates', 'the configuration is not complete')];
  if (!calls) return [skipped('candidates', 'not asked (--no-calls)')];
  const open = modelsOf(config, callMs);
  const names = [...new Set(config.CANDIDATE_MODELS)];
  return Promise.all(
    names.map(async (name) => {
      const called = `candidate ${name}`;
      try {
        const reply = await open(name).reply({
          messages: [{ role: 'user', content: 'Reply with one word: ready.' }],
          maxTokens: 256,
        });
        if (isUnread(reply.usage))
          return failure(called, `its server read nothing of the question: ${callWords(reply)}`, UNREAD_REMEDY);
        if (reply.text.trim() !== '' || reply.stopReason === 'length') {
          const other = otherModelWords(name, answererOf(reply.answeredBy));
          const what = `answered: ${callWords(reply)}${other}`;
          return other === '' ? ok(called, what) : warning(called, what, OTHER_MODEL_REMEDY);
        }
        return failure(
          called,
          `answered with nothing: ${callWords(reply)}`,
          'Choose another model in CANDIDATE_MODELS.',
        );
      } catch (error) {
        if (!(error instanceof ModelError)) throw error;
        return failure(called, `${error.message}${error.serverSaid}`, modelRemedy(name, 'CANDIDATE_MODELS', error));
      }
    }),
  );
}
