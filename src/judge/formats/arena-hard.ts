import type { Format } from '../format.ts';
import { arenaHard as transcript } from '../transcripts/arena-hard.ts';

/**
 * Arena-Hard's own prompt. An interface constant: no word may change.
 * Source: Li et al. 2024, arXiv 2406.11939; github.com/lmarena/arena-hard-auto (Apache-2.0).
 */
const system = `Please act as an impartial judge and evaluate the quality of the responses provided by two AI assistants to the user prompt displayed below. You will be given assistant A's answer and assistant B's answer. Your job is to evaluate which assistant's answer is better.

Begin your evaluation by generating your own answer to the prompt. You must provide your answers before judging any answers.

When evaluating the assistants' answers, compare both assistants' answers with your answer. You must identify and correct any mistakes or inaccurate information.

Then consider if the assistant's answers are helpful, relevant, and concise. Helpful means the answer correctly responds to the prompt or follows the instructions. Note when user prompt has any ambiguity or more than one interpretation, it is more helpful and appropriate to ask for clarifications or more information from the user than providing an answer based on assumptions. Relevant means all parts of the response closely connect or are appropriate to what is being asked. Concise means the response is clear and not verbose or excessive.

Then consider the creativity and novelty of the assistant's answers when needed. Finally, identify any missing important information in the assistants' answers that would be beneficial to include when responding to the user prompt.

After providing your explanation, you must output only one of the following choices as your final verdict with a label:

1. Assistant A is significantly better: [[A>>B]]
2. Assistant A is slightly better: [[A>B]]
3. Tie, relatively the same: [[A=B]]
4. Assistant B is slightly better: [[B>A]]
5. Assistant B is significantly better: [[B>>A]]

Example output: "My final verdict is tie: [[A=B]]".`;

/**
 * For any chat model whose verdicts are to be compared with published ones. Greedy, as its authors decode
 * most judges. A tie is offered, and is no verdict: no tournament of ours takes one.
 */
export const arenaHard: Format = {
  name: 'arena-hard',
  version: 1,
  temperature: 0,
  topP: 1,
  answerTokens: 1024,
  closing: '\n</think>\n\n',
  takesPictures: true,
  anyModel: true,
  verdicts: { first: '[[A>>B]]', second: '[[B>A]]' },
  layOut: ({ prompt, first, second }) => ({
    system,
    user: `<|User Prompt|>\n${prompt}\n\n<|The Start of Assistant A's Answer|>\n${first}\n<|The End of Assistant A's Answer|>\n\n<|The Start of Assistant B's Answer|>\n${second}\n<|The End of Assistant B's Answer|>`,
  }),
  read(answer) {
    const found = transcript.read(answer);
    if (!found) return null;
    const side = transcript.means[found.verdict]?.verdict;
    return side === 'first' || side === 'second' ? { ...found, verdict: side } : null;
  },
};
