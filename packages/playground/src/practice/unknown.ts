import { smallModel } from '../../../../src/models/small-model.ts';
import { offeredQuestions } from './examples.ts';

/** What a practice model was asked besides the question itself. */
export interface Besides {
  /** The questions of the conversation before this one, oldest first. */
  before: readonly string[];
}

/**
 * The one thing that every practice model says to a question outside the pack. It is the same for all, word
 * for word: so there is nothing to compare, nothing to judge and nothing to vote on.
 */
export const unknownReply = ({ before }: Besides): string => `\
${before.length > 0 ? 'I am a **practice model**: I know a few questions by heart, and I cannot go on from an answer, except from the one that the guide offers.' : 'I am a **practice model**: I know a few questions by heart, and yours is none of them.'} So there is nothing here to judge or to vote on.

These I know:
${offeredQuestions.map((question) => `- ${question}`).join('\n')}

Real models answer any question. Two ways to them; put the lines into \`.env\` and start the playground again:
- **With a key:** \`ANTHROPIC_API_KEY=…\` or \`HF_TOKEN=…\`.
- **On your own machine**, without an account: with Ollama running and a model pulled, name it for both parts: \`CANDIDATE_MODELS=${smallModel.setting}\` and \`JUDGE_MODEL=${smallModel.setting}\`. LM Studio, llama-server and vLLM work in the same way.`;
