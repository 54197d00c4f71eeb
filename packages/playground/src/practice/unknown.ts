import { exampleQuestions } from './examples.ts';
import type { PracticeReply } from './question.ts';

const some = exampleQuestions
  .filter((_, i) => i % 4 === 0)
  .map((question) => `- ${question}`)
  .join('\n');

/** The practice models' replies to a question that is not in the pack. */
export const unknownReplies: readonly PracticeReply[] = [
  {
    quality: 8,
    text: `I am a **practice model**: I hold no knowledge, only written answers to a few questions, and yours is not among them. Everything else here is real: the tournament, the judge’s format, the vote, the database.\n\nTry one of these:\n${some}\n\nFor real answers, put a key into \`.env\` and start the playground again: \`ANTHROPIC_API_KEY\` or \`HF_TOKEN\`, and \`CANDIDATE_MODELS\` and \`JUDGE_MODEL\` if you want to choose.`,
    merits: 'says what it is, what is real all the same, which questions it knows, and how to get real answers',
    flaws: 'cannot answer the question',
  },
  {
    quality: 6,
    text: 'Sorry, I only know the questions of the practice pack, and this is not one of them. For any question at all, set `ANTHROPIC_API_KEY` or `HF_TOKEN` in `.env` and start again.',
    merits: 'is honest and says what to do',
    flaws: 'does not say which questions it knows',
  },
  {
    quality: 5,
    text: `Practice models answer from a script. Mine holds ${exampleQuestions.length} questions; “${exampleQuestions[0]}” is one.`,
    merits: 'explains itself and names one question that works',
    flaws: 'says nothing about real models',
  },
  {
    quality: 3,
    text: 'I would love to help with that! Unfortunately this is beyond what I can do at the moment. Is there anything else?',
    merits: 'is polite',
    flaws: 'does not say why, nor what to do about it',
  },
  { quality: 2, text: 'No idea.', merits: 'is honest', flaws: 'is of no use to anybody' },
  {
    quality: 1,
    text: '42. I am completely certain of it.',
    merits: 'is a well-known answer',
    flaws: 'claims to be certain of something it cannot know',
  },
];
