import type { Format, Preparation } from '../format.ts';
import { type Marker, verdictOf } from '../markers.ts';
import { numbered } from '../rules.ts';

/**
 * Has the rubric written, once a question. An interface constant: no word may change.
 * Source: the card of OpenRubrics/RubricARM-8B-Rubric, read up to "final output", and the paper on
 * Rubric-ARM, arXiv 2602.01511, appendix E, read whole.
 */
const rubricTask = `Your task is to extract a set of rubric-style instructions from a user's request.
These rubrics will be used as evaluation criteria to check if a response fully meets the request.
Every rubric item must be a universal principle. If any rubric still contains topic-specific references (e.g., names, places, myths, numbers, historical facts), it is automatically invalid.

- **Two Distinct Categories:**
  - [Hard Rule]: Derived strictly from explicit requirements stated in the <request> (format, length, structure, forbidden/required elements, etc.).
  - [Principle]: Derived by abstracting any concrete cues into domain-agnostic quality criteria (e.g., clarity, correctness, sound reasoning, pedagogy).

- **Comprehensiveness:**
  The rubric must cover all critical aspects implied by the request and examples, including explicit requirements and implicit quality standards.

- **Conciseness & Uniqueness:**
  Each rubric must capture a distinct evaluation criterion. Overlapping or redundant criteria must be merged into a single rubric. Wording must be precise and free of repetition.

- **Format Requirements:**
  - Use a numbered list.
  - Each item starts with "The response" phrased in third person.
  - Append [Hard Rule] or [Principle] at the end of each item.
  - Do not include reasoning, explanations, or examples in the final output—only the rubrics.

Here is the request:
`;

const preparation: Preparation = {
  answerTokens: 1024,
  layOut: (prompt) => `${rubricTask}${prompt}\n\nPlease generate the rubrics for the above request.`,
  read: (answer) => (/^[ \t]*(?:\d{1,3}[.)]|[-*])[ \t]+\S/m.test(answer) ? answer.trim() : null),
};

/**
 * The input of Rubric-ARM's judge. An interface constant: no word may change.
 * Source: the card of OpenRubrics/RubricARM-8B-Judge, read up to phase 2. Phase 3 and the required output
 * stand word for word, though without its line breaks, in Liu et al. 2025, arXiv 2510.07743 ("General Domain
 * Judge Generation"), where phases 1 and 2 are the card's. The line breaks are those of the shorter prompt
 * that RubricRM's card and arXiv 2602.01511 print, which lacks "think step-by-step" and the two summaries.
 */
const judgeTask = `You are a fair and impartial judge. Your task is to evaluate 'Response A' and 'Response B' based on a given instruction and a rubric. You will conduct this evaluation in distinct phases as outlined below.

### Phase 1: Compliance Check Instructions
First, identify the single most important, objective 'Gatekeeper Criterion' from the rubric.
- **A rule is objective (and likely a Gatekeeper) if it can be verified without opinion. Key examples are: word/paragraph limits, required output format (e.g., JSON validity), required/forbidden sections, or forbidden content.**
- **Conversely, a rule is subjective if it requires interpretation or qualitative judgment. Subjective rules about quality are NOT Gatekeepers. Examples include criteria like "be creative," "write clearly," "be engaging," or "use a professional tone."**
Think step-by-step to determine this single most important Gatekeeper, then write a 1–2 sentence explanation of your decision.

### Phase 2: Analyze Each Response
Next, for each Gatekeeper Criterion and all other criteria in the rubric, evaluate each response item by item.
For each item, think step-by-step and cite concrete evidence from the response before assigning your judgment.

### Phase 3: Final Judgment Instructions
Based on the results from the previous phases, determine the winner using these simple rules. Provide a final justification explaining your decision first and then give your decision.
Think step-by-step to aggregate the findings and make the decision; keep the reasoning explicit and concise.

---
### REQUIRED OUTPUT FORMAT
You must follow this exact output format below.

--- Compliance Check ---
Gatekeeper Reasoning: <1–2 sentences citing the relevant rubric text>
Identified Gatekeeper Criterion: <e.g., Criterion 1: Must be under 50 words.>

--- Analysis ---
**Response A:**
- Criterion 1 [Hard Rule]: Justification: <...>
- Criterion 2 [Hard Rule]: Justification: <...>
- Criterion 3 [Principle]: Justification: <...>
- ... (and so on for all other criteria)

**Response B:**
- Criterion 1 [Hard Rule]: Justification: <...>
- Criterion 2 [Hard Rule]: Justification: <...>
- Criterion 3 [Principle]: Justification: <...>
- ... (and so on for all other criteria)

--- Final Judgment ---
Aggregation Summary: <1–3 sentences explaining how Gatekeeper and other criteria led to the decision>
Justification: <...>
Winner: <Response A / Response B>


Task to Evaluate:
Instruction:
`;

const FINAL = /^[ \t]*\**-{2,10}[ \t]*Final Judgment[ \t]*-{2,10}/m;
/** With what stands on its line, or on the next one where its own is empty. */
const WINNER = /^[ \t]*\**Winner:[ \t*]*(?:\n[ \t*]*)?([^\n]{0,200})/gm;
const NAMED = /^(?:Response\s+)?([AB])\b/;
/** Both names in one breath, as the instruction has them. */
const BOTH = /^\**\s*(?:\/|,|&|or\b|and\b)\s*\**\s*(?:Response\s+)?[AB]\b/;

/** Criteria are weighed before the final heading: what is said there about a winner is no verdict. */
function winnersIn(answer: string): Marker[] {
  const from = FINAL.exec(answer)?.index ?? answer.length;
  return [...answer.matchAll(WINNER)].flatMap(({ index, 0: found, 1: said = '' }) => {
    if (index < from) return [];
    const begin = index + found.length - said.length;
    const [name, letter] = NAMED.exec(said) ?? ['', null];
    const side = letter === null || BOTH.test(said.slice(name.length)) ? null : letter === 'A' ? 'first' : 'second';
    return [{ from: index, to: begin + name.length, side }];
  });
}

/** A community's rules are principles behind the question's own, numbered on from them. */
function withPrinciples(rubric: string, rules: readonly string[]): string {
  if (rules.length === 0) return rubric;
  const last = [...rubric.matchAll(/^[ \t]*(\d{1,3})[.)]/gm)].at(-1)?.[1];
  return `${rubric}\n${numbered(
    rules.map((rule) => `${rule} [Principle]`),
    Number(last ?? 0) + 1,
  )}`;
}

/**
 * Rubric-ARM and Rubric-RM, which judge by a rubric that another call wrote. Others judge without a thought
 * (`enable_thinking=False`) and have rubrics written greedily. That the judge is greedy too is our own
 * choice: we found no parameters of the authors.
 */
export const rubricArm: Format = {
  name: 'rubric-arm',
  version: 1,
  temperature: 0,
  topP: 1,
  answerTokens: 1024,
  closing: null,
  thinks: false,
  verdicts: {
    first: '--- Final Judgment ---\nWinner: Response A',
    second: '--- Final Judgment ---\nWinner: Response B',
  },
  /** The short form of the verdict, which its reader takes as well. */
  alsoMarks: String.raw`winner[\s*_\x60~]*:[\s*_\x60~]*[ab]\b`,
  prepare: preparation,
  takesRules: true,
  layOut: ({ prompt, first, second, rubric = '', rules = [] }) => ({
    user: `${judgeTask}${prompt}\n\nRubric:\n${withPrinciples(rubric, rules)}\n\nResponse A:\n${first}\n\nResponse B:\n${second}`,
  }),
  read: (answer) => verdictOf(answer, winnersIn(answer)),
};
