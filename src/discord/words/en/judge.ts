import { figure, plural } from '../plural.ts';

/** The judge's section of `/settings`: its rules, and the judge that runs in the shadow. */
export const judge = {
  judges: (name: string) => `**${name}** judges new questions.`,
  notYet: (name: string) => `Once you press **Save**, **${name}** judges new questions.`,
  olderLeftOut: (count: number) =>
    `${plural(count, 'older list')} of rules ${count === 1 ? 'is' : 'are'} not in this menu.`,
  rules: (version: number) => `**Rules ${version}**: what this judge is told to value`,
  noRules: 'This judge goes by no rules of this server. You can write some: what it should value here.',
  whyNot: {
    trained:
      'This judge was trained on one prompt, word for word, and can be given no rules: with another prompt it would no longer be the judge that was measured.',
    scores: 'This judge gives each reply a score and reads no instructions, so it can be given no rules.',
    jury: 'This is a jury of several judges. Rules are given to a single judge: choose one in the menu.',
  },
  learnt: (votes: number | null, day: string) =>
    votes === null ? `Learnt from votes on ${day}` : `Learnt from ${plural(votes, 'vote')} on ${day}`,
  gained: (low: number, high: number) =>
    `people agreed more often by ${low} to ${high} points on questions it had not seen`,
  written: (day: string) => `Written by a manager on ${day}`,
  edited: (version: number) => `edited from rules ${version}`,
  shortLearnt: (votes: number | null) =>
    votes === null ? 'Learnt from votes' : `Learnt from ${plural(votes, 'vote')}`,
  shortWritten: 'Written by a manager',
  rulesCut: 'Shortened here; the whole list is in the file.',
  rulesFile: 'rules.txt',
  edit: 'Edit rules',
  write: 'Write rules',
  formTitle: 'What the judge should value',
  formLabel: 'One rule a line',
  formNote: (most: number, length: number) =>
    `At most ${plural(most, 'rule')} of ${plural(length, 'character')}. They judge new questions at once. Empty: no rules.`,
  problems: {
    'too-long': (line: number, most: number) => `Line ${line} is longer than ${plural(most, 'character')}.`,
    'too-many': (line: number, most: number) => `Line ${line}: there is room for ${most} rules.`,
    twice: (line: number) => `Line ${line} is there twice.`,
  },
  notSaved: '**Nothing was saved.**',
  moved: (name: string) => `While you were writing, another manager put **${name}** in charge. **Nothing was saved.**`,
  movedNext: 'If you still want yours in its place, open the form again and send it once more.',
  typed: 'What you typed is in the file.',
  typedFile: 'your-rules.txt',
  again: 'Open the form again',
  backToSettings: 'Back to settings',
  tooLongForForm: 'These rules are longer than Discord’s form can hold. Write new ones.',
  formLate: 'That took too long, and Discord no longer opens a form. Please press the button once more.',
  saved: (version: number) => `✅ **Rules ${version}** judge new questions from now on.`,
  emptied: '✅ This judge judges new questions without rules from now on.',
  kept: (version: number) => `Rules ${version} stay in the menu; choose them there to go back.`,
  sameRules: 'There was nothing to save: these rules are in force already.',

  shadow: (name: string, since: string, share: string) =>
    `**In the shadow: ${name}**, since ${since}, on ${share} of the questions`,
  spent: (used: number, budget: number) => `Spent today: ${figure(used)} of ${plural(budget, 'token')}`,
  spentUsd: (used: string, budget: string) => `$${used} of $${budget}`,
  noShadow:
    'No other judge is being compared. One can judge some of the questions too, without deciding anything; people’s votes then say whose picks they prefer.',
  decisions: {
    promote: '✅ **Promote**: people prefer its picks.',
    keep: '**Keep the judge in charge**: people prefer its picks.',
    'not-yet': '**Not yet**: the votes do not tell the two apart.',
  },
  stillNeeded: (votes: number) =>
    `If it goes on like this, about ${plural(votes, 'more vote', 'more votes')} would decide it.`,
  preferred: (share: string, duels: number) =>
    `People preferred its pick in ${share} of ${plural(duels, 'duel')} between the two.`,
  noDuels: 'No duel between their two picks has been voted on and closed yet.',
  besides: (asks: number) => `On ${plural(asks, 'closed question')}, the shadow and the judge in charge:`,
  calls: (one: string, other: string) => `calls for a question ${one} and ${other}`,
  tokens: (one: string, other: string) => `tokens for a question ${one} and ${other}`,
  invalid: (one: string, other: string) => `unreadable ${one} and ${other}`,
  contradicted: (one: string, other: string) => `contradicted between the two orders ${one} and ${other}`,
  firstPlace: (one: string, other: string) => `for the reply in the first place ${one} and ${other}`,
  unjudged: (asks: number) => `${plural(asks, 'question')} of its share it has not judged wholly; they count nowhere.`,
  hasMoved: (name: string) =>
    `It was compared with ${name}, which is not in charge any more. Stop this comparison, and begin a new one.`,
  promote: 'Promote',
  stop: 'Stop comparing',
  goBack: 'Go back',
  compare: 'Compare in the shadow',
  promoted: (name: string, before: string) =>
    `✅ **${name}** judges new questions from now on, in the place of ${before}. To go back, press **Go back**.`,
  promotions: {
    keep: 'Nothing was changed: by now people’s votes speak for the judge in charge.',
    'not-yet': 'Nothing was changed: by now the votes do not tell the two apart any more.',
    none: 'Nothing was changed: this comparison has ended already.',
    moved: 'Nothing was changed: another judge was put in charge meanwhile, and this one was not compared with it.',
  },
  stopTitle: 'Stop this comparison?',
  stopNote: (name: string) =>
    `${name} judges no more questions in the shadow. If you compare it again later, the count begins anew.`,
  stopNow: 'Stop it',
  stopped: (name: string) => `The comparison with ${name} has ended. Nothing else was changed.`,
  backTitle: 'Go back?',
  backNote: (before: string, after: string) =>
    `**${before}** judges new questions again, in the place of **${after}**. Past verdicts stay as they are.`,
  backNow: 'Go back now',
  wentBack: (before: string) => `✅ **${before}** judges new questions again.`,
  backGone: 'Nothing was changed: there is no promotion to go back from any more.',
  cancel: 'Cancel',
  challengeTitle: 'Compare in the shadow',
  whichJudge: 'Which judge',
  whichShare: 'On how many of the questions',
  budget: 'Tokens a day, at most',
  budgetNote: (most: number | null) =>
    most === null
      ? 'Beyond it, it waits until the next day (UTC).'
      : `At most ${figure(most)}, the limit of this server.`,
  nobodyToCompare:
    'There is no other judge here that could be compared. The operator offers judges; rules make another one.',
  wrongBudget: (most: number) => `Tokens a day must be a whole number from 1 to ${figure(most)}.`,
  noBudget: 'This server may spend nothing today, so no judge can run in the shadow.',
  begun: (name: string, share: string) =>
    `✅ **${name}** now judges ${share} of the new questions too, in the shadow. Look here again when people have voted.`,
  begin: {
    taken: 'Nothing was begun: another judge is being compared here already.',
    same: 'Nothing was begun: this judge is in charge already.',
    refused: 'Nothing was begun: this judge may not be compared here any more. Please choose again.',
  },
};
