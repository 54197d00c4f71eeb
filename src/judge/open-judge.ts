import type { Model } from '../models/model.ts';
import type { Format } from './format.ts';
import { rrm } from './formats/rrm.ts';
import type { Judge } from './judge.ts';
import { neutralise } from './neutralise.ts';
import { readVerdict } from './verdict.ts';

export interface JudgeOptions {
  model: string;
  /** For tier 2; absent: the same model. */
  strongModel?: string | undefined;
  /** Absent: by the model's name. */
  format?: string | undefined;
  openModel: (name: string) => Model;
  /** How many tokens the judge's context holds. */
  contextTokens?: number | undefined;
}

/** The most that the judge may think; what RRM was trained with. */
const THINKING_TOKENS = 8192;

export function openJudge(options: JudgeOptions): Judge {
  const format: Format = rrm;
  return {
    model: options.model,
    async compare(question, signal) {
      const name = question.tier === 2 ? (options.strongModel ?? options.model) : options.model;
      const parts = {
        'the question': neutralise(question.prompt),
        'the first reply': neutralise(question.first),
        'the second reply': neutralise(question.second),
      };
      const { system, user } = format.layOut({
        prompt: parts['the question'].text,
        first: parts['the first reply'].text,
        second: parts['the second reply'].text,
      });
      const params = { temperature: format.temperature, topP: format.topP, maxTokens: THINKING_TOKENS };
      const reply = await options
        .openModel(name)
        .reply({ system, messages: [{ role: 'user', content: user }], ...params }, signal ? { signal } : {});
      return {
        ...readVerdict(reply, format.read),
        forced: false,
        notes: Object.entries(parts).flatMap(([part, { notes }]) => notes.map((note) => `In ${part}, ${note}.`)),
        model: name,
        format: format.name,
        formatVersion: format.version,
        params,
        usage: reply.usage,
        latencyMs: reply.latencyMs,
      };
    },
  };
}
