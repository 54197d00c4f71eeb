import { CANDIDATES } from '../../../terms.ts';
/** Names and descriptions as Discord lists them. The keys are the registered English names. */
export const commands = {
  ask: {
    name: 'ask',
    description: 'Get several answers, let a reasoning judge pick the best one, and vote on its choice',
    options: {
      prompt: { name: 'prompt', description: 'Your question' },
      candidates: {
        name: 'candidates',
        description: `How many replies are written before one is picked (${CANDIDATES.least}–${CANDIDATES.most})`,
      },
      effort: { name: 'effort', description: 'How hard the judge may think' },
      voting: {
        name: 'voting',
        description: 'duel: two answers, vote blind · open: the judge’s pick at once · ballot: choose among all',
      },
      private: { name: 'private', description: 'Show the answer to you alone; nobody votes on it' },
      follow_up: { name: 'follow_up', description: 'Follow up on what you last asked in this channel' },
      file: { name: 'file', description: 'A text file or a picture that your question is about' },
    },
    choices: {
      quick: 'quick',
      standard: 'standard',
      deep: 'deep',
      duel: 'duel – two answers, vote blind',
      open: 'open – the judge’s pick at once',
      ballot: 'ballot – all answers, choose the best blind',
    },
  },
  agreement: {
    name: 'agreement',
    description: 'How often this server and the judge agree',
    options: {
      days: { name: 'days', description: 'How many days to look back; from the beginning by default' },
      judge: { name: 'judge', description: 'Only the picks of this judge; all judges by default' },
    },
  },
  leaderboard: {
    name: 'leaderboard',
    description: 'Whose answers this server prefers, beside the judge',
    options: { days: { name: 'days', description: 'How many days to look back; 90 by default' } },
  },
  'my-votes': {
    name: 'my-votes',
    description: 'How often you vote with the judge and the others, and which models you like; only you see it',
  },
  reasoning: {
    name: 'reasoning',
    description: 'Read how the judge compared the replies to a question',
    options: { ask: { name: 'ask', description: 'Which question; type some of its words' } },
  },
  disagreements: {
    name: 'disagreements',
    description: 'Read the questions on which people and the judge differ, with the reasons of both',
    options: {
      days: { name: 'days', description: 'How many days to look back; 30 by default' },
      judge: { name: 'judge', description: 'Only the picks of this judge; all judges by default' },
    },
  },
  export: {
    name: 'export',
    description: 'Download the counts of this server’s votes as a file',
    options: {
      format: { name: 'format', description: 'CSV for a spreadsheet, JSON for a program; CSV by default' },
      days: { name: 'days', description: 'How many days to look back, today included; 90 by default' },
    },
  },
  privacy: {
    name: 'privacy',
    description: 'See, export or delete what is stored about you, and decide about research',
  },
  reports: { name: 'reports', description: 'Answers that people reported and nobody has looked at yet' },
  block: {
    name: 'block',
    description: 'Keep a member from asking and voting on this server, or let them again',
    options: {
      member: { name: 'member', description: 'Who' },
      undo: { name: 'undo', description: 'Let them ask and vote again' },
    },
  },
  setup: {
    name: 'setup',
    description: 'The first three steps: where people may ask, where reports go, and a first question',
  },
  settings: {
    name: 'settings',
    description: 'Who may ask and where, how answers are judged and voted on, and what may be spent',
  },
  quota: { name: 'quota', description: 'What you may still ask today' },
  help: { name: 'help', description: 'What you can do here' },
  'Ask the tribunal': { name: 'Ask the tribunal' },
  'Judge’s reasoning': { name: 'Judge’s reasoning' },
  'Close voting': { name: 'Close voting' },
};
