/** `/help`. */
export const help = {
  title:
    'Tribunal writes several answers, and a judge compares them in pairs and picks the best one. You vote without knowing which it is.',
  roles: {
    member: 'What you can do',
    moderator: 'As a moderator',
    manager: 'As somebody who manages this server',
  },
  /** The keys are the registered English names. */
  lines: {
    ask: 'several answers, judged; vote blind on two of them, or on all with `voting: ballot`',
    agreement: 'how often you all and the judge agree',
    leaderboard: 'whose answers you all prefer',
    'my-votes': 'how you vote, for you alone',
    quota: 'what you may still ask today',
    privacy: 'see, download or delete what is kept about you',
    help: 'this',
    'Ask the tribunal': 'in a message’s menu (right click, Apps): have its text answered as a question',
    'Close voting': 'in the menu of your own question’s answer: end the voting now; moderators can end any',
    reasoning: 'how the judge compared the replies',
    'Judge’s reasoning': 'the same, in the menu of an answer',
    disagreements: 'where people and the judge differ, with the reasons of both',
    reports: 'answers that people reported',
    block: 'keep somebody from asking and voting here',
    setup: 'the first three steps, and the permissions that I lack',
    settings: 'who may ask and where, models, judge, voting, limits',
    export: 'the counts of this server’s votes as a file',
  },
  wordsTitle: 'Words',
  words: [
    '**judge**: a language model, such as a Reward Reasoning Model (RRM), which thinks before it says which of two answers is better',
    '**pick**: the answer that the judge chose',
    '**duel**: a vote on two answers, the pick and another one, as A and B',
    '**ballot**: a vote on all answers. **open**: a vote with the pick in sight, so not blind',
  ],
  guide: (url: string) => `More in [the guide](${url}).`,
  /** In a direct message, and wherever the bot is not on the server. */
  outside: {
    title: 'Tribunal writes several answers, and lets a reasoning judge pick the best one.',
    you: 'What you can do here',
    ask: 'several answers, judged; you get the one that the judge picks',
    'my-votes': 'how you vote on servers, for you alone',
    note: 'Nobody votes here, and nothing that you ask here is in any figure or in research data.',
  },
  note: 'Mention me or reply to me, and I answer with one reply. **Report** below an answer reaches the moderators.',
};
