import { plural } from '../plural.ts';

/** How many of other people's asks hold this person's words. Empty when there are none. */
const lentTo = (lent: number, before = '') => (lent === 0 ? '' : `${before}${plural(lent, 'question')} of others`);

/** `/privacy`. */
export const privacy = {
  title: 'Your data',
  kept: (days: number) =>
    `- **Your questions, the answers and the judge’s reasoning.** Their texts are emptied after ${plural(days, 'day')}, or sooner if the server wants that.\n- **Your votes**, under a code instead of your name, and **what your questions cost**. These stay, as figures.\n- Questions go to the model providers that this bot’s operator has chosen. Nothing is sold.`,
  counts: (asks: number, lent: number, votes: number, takesPart: boolean) =>
    `You have **${plural(asks, 'question')}** and **${plural(votes, 'vote')}** here, and you **${takesPart ? 'take part' : 'do not take part'}** in research.${lent === 0 ? '' : ` Your words also stand in **${lentTo(lent)}**.`}`,
  research: 'Research',
  taking:
    'Your votes may be published one by one: which answer you chose, and why if you said so. So may the questions that you ask in public, with their answers; if they contain other people’s words, only if those people take part too. Your name and id are never included. What is already published cannot be called back, but whoever holds it is told to delete it.',
  notTaking:
    'If you take part, your votes may be published one by one: which answer you chose, and why if you said so. So may the questions that you ask in public, with their answers; if they contain other people’s words, only if those people take part too. Your name and id are never included, and questions that you ask in private are never published. If you don’t take part, your votes only count in totals. You can stop at any time.',
  show: 'Show mine',
  export: 'Export mine',
  delete: 'Delete mine',
  join: 'Take part in research',
  leave: 'Stop taking part',
  back: 'Back',
  mineTitle: 'What is kept about you',
  mineCounts: (asks: number, lent: number, votes: number) =>
    `${plural(asks, 'question')}, ${plural(votes, 'vote')}${lentTo(lent, ', and your words in ')}.`,
  newest: 'Your newest questions:',
  emptied: '*text emptied*',
  exportHint: '**Export mine** gives you all of it, in full.',
  confirmTitle: 'Delete everything of yours?',
  confirm: (asks: number, lent: number, votes: number) =>
    `Your ${plural(asks, 'question')} with all answers, the votes that others cast on them, your ${plural(votes, 'vote')}, your reports and your decisions about research are deleted at once, on every server.${lent === 0 ? '' : ` So ${lent === 1 ? 'is' : 'are'} **${lentTo(lent)}** with all answers: somebody asked your words again there, or followed up on them.`} My answers in Discord are replaced by a note. **This cannot be undone.**`,
  confirmNote:
    'What your questions cost stays in the books without your name; what they cost today counts towards the limits until midnight UTC. If moderators have blocked you, that stays too. You can delete your own messages in Discord, and what I showed to one person alone disappears when they close it. Where I am no member myself, what I wrote stays.',
  deleteAll: 'Delete all of it',
  keep: 'Keep it',
  exported: 'All that is kept about you is in this file. Only you can see this message.',
  erased: (asks: number, lent: number, votes: number) =>
    `Deleted: ${plural(asks, 'question')} with all answers, and ${plural(votes, 'vote')}${lentTo(lent, '; with them ')}${lent === 0 ? '' : ' in which your words stood'}.`,
  joined: 'Thank you. You take part in research from now on.',
  left: 'You no longer take part in research.',
};
