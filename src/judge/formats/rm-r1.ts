import type { Format } from '../format.ts';
import { markersOf, verdictOf } from '../markers.ts';

/**
 * The input of RM-R1 as the models were trained on it. These are interface constants: no word may change.
 * Source: Chen et al. 2025, arXiv 2505.02387, and the authors' demo notebook (github.com/RM-R1-UIUC/RM-R1,
 * Apache-2.0).
 */
const instructSystem = `Please act as an impartial judge and evaluate the quality of the responses provided by two AI Chatbots to the Client's question displayed below.

First, classify the task into one of two categories: <type>Reasoning</type> or <type>Chat</type>.
- Use <type>Reasoning</type> for tasks that involve math, coding, or require domain knowledge, multi-step inference, logical deduction, or combining information to reach a conclusion.
- Use <type>Chat</type> for tasks that involve open-ended or factual conversation, stylistic rewrites, safety questions, or general helpfulness requests without deep reasoning.

If the task is Reasoning:
1. Solve the Client's question yourself and present your final answer within <solution>...</solution> tags.
2. Evaluate the two Chatbot responses based on correctness, completeness, and reasoning quality, referencing your own solution.
3. Include your evaluation inside <eval>...</eval> tags, quoting or summarizing the Chatbots using the following tags:
   - <quote_A>...</quote_A> for direct quotes from Chatbot A
   - <summary_A>...</summary_A> for paraphrases of Chatbot A
   - <quote_B>...</quote_B> for direct quotes from Chatbot B
   - <summary_B>...</summary_B> for paraphrases of Chatbot B
4. End with your final judgment in the format: <answer>[[A]]</answer> or <answer>[[B]]</answer>

If the task is Chat:
1. Generate evaluation criteria (rubric) tailored to the Client's question and context, enclosed in <rubric>...</rubric> tags.
2. Assign weights to each rubric item based on their relative importance.
3. Inside <rubric>, include a <justify>...</justify> section explaining why you chose those rubric criteria and weights.
4. Compare both Chatbot responses according to the rubric.
5. Provide your evaluation inside <eval>...</eval> tags, using <quote_A>, <summary_A>, <quote_B>, and <summary_B> as described above.
6. End with your final judgment in the format: <answer>[[A]]</answer> or <answer>[[B]]</answer>

Important Notes:
- Be objective and base your evaluation only on the content of the responses.
- Do not let response order, length, or Chatbot names affect your judgment.
- Follow the response format strictly depending on the task type.

Your output must follow one of the two formats below:

For Reasoning:
<type>Reasoning</type>

<solution> your own solution for the problem </solution>

<eval>
  include direct comparisons supported by <quote_A>...</quote_A> or <summary_A>...</summary_A>, and <quote_B>...</quote_B>, or <summary_B>...</summary_B>
</eval>

<answer>[[A/B]]</answer>

For Chat:
<type>Chat</type>

<rubric>
  detailed rubric items
  <justify> justification for the rubric </justify>
</rubric>

<eval>
  include direct comparisons supported by <quote_A>...</quote_A> or <summary_A>...</summary_A>, and <quote_B>...</quote_B>, or <summary_B>...</summary_B> tags
</eval>

<answer>[[A/B]]</answer>`;

const pairText = (prompt: string, first: string, second: string) =>
  `[Client Question]\n${prompt}\n\n[The Start of Chatbot A's Response]\n${first}\n[The End of Chatbot A's Response]\n\n[The Start of Chatbot B's Response]\n${second}\n[The End of Chatbot B's Response]`;

const read: Format['read'] = (answer) =>
  // Quotes in its evaluation may hold a bare [[A]], so only the whole marker counts.
  verdictOf(
    answer,
    markersOf(answer, /<answer>\s*\[\[\s*([ABC])\s*\]\]\s*<\/answer>/gi, (letter) =>
      letter.toUpperCase() === 'A' ? 'first' : letter.toUpperCase() === 'B' ? 'second' : null,
    ),
  );

/**
 * RM-R1-Qwen2.5-Instruct: classifies, writes its own rubric or solution, then evaluates. Greedy, as its
 * authors decode it.
 */
export const rmR1: Format = {
  name: 'rm-r1',
  version: 5,
  temperature: 0,
  topP: 1,
  answerTokens: 512,
  closing: null,
  verdicts: { first: '<answer>[[A]]</answer>', second: '<answer>[[B]]</answer>' },
  layOut: ({ prompt, first, second }) => ({ system: instructSystem, user: pairText(prompt, first, second) }),
  read,
};

/** RM-R1-DeepSeek-Distilled: thinks freely; has no system message. */
export const rmR1Distilled: Format = {
  ...rmR1,
  name: 'rm-r1-distilled',
  closing: '\n</think>\n\n',
  layOut: ({ prompt, first, second }) => ({
    user: `Please act as an impartial judge and evaluate the quality of the responses provided by two AI Chatbots to the Client question displayed below. \n\n${pairText(prompt, first, second)}\n\nOutput your final verdict at last by strictly following this format: '<answer>[[A]]</answer>' if Chatbot A is better, or '<answer>[[B]]</answer>' if Chatbot B is better.`,
  }),
};
