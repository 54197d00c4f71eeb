import type { Format } from '../format.ts';
import { markersOf, verdictOf } from '../markers.ts';

/**
 * The input of CompassJudger, as its authors ask it for a choice between two. An interface constant: no word
 * may change.
 * Source: github.com/open-compass/CompassJudger, `README.md` (Apache-2.0).
 */
const task = `Please act as an impartial judge to evaluate the responses provided by two AI assistants to the user question below. Your evaluation should focus on the following criteria: helpfulness, relevance, accuracy, depth, creativity, and level of detail.

- Do not let the order of presentation, response length, or assistant names influence your judgment.
- Base your decision solely on how well each response addresses the user’s question and adheres to the instructions.

Your final reply must be structured in the following format:
{
  "Choice": "[Model A or Model B]"
}`;

/** Both models, as in the instruction, and a tie are no verdict. */
const MARKER = /"Choice"\s*:\s*"([^"\n]{0,60})"/gi;
const sideOf = (named: string) => {
  const letter = /^\s*\[?\s*Model\s+([AB])\s*\]?\s*$/i.exec(named)?.[1]?.toUpperCase();
  return letter === undefined ? null : letter === 'A' ? 'first' : 'second';
};

/**
 * Writes its choice, and sometimes a reason, but no chain of thought. Greedy, as OpenCompass decodes judges.
 */
export const compassjudger: Format = {
  name: 'compassjudger',
  version: 1,
  temperature: 0,
  topP: 1,
  answerTokens: 1024,
  closing: null,
  verdicts: { first: '{\n  "Choice": "Model A"\n}', second: '{\n  "Choice": "Model B"\n}' },
  layOut: ({ prompt, first, second }) => ({
    user: `${task}\n\nUser Question: ${prompt}\n\nModel A's Response: ${first}\n\nModel B's Response: ${second}\n\nNow it's your turn. Please provide selection result as required:\n`,
  }),
  read: (answer) => verdictOf(answer, markersOf(answer, MARKER, sideOf)),
};
