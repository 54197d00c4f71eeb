import type { TemplateResult } from 'lit';
import { html } from 'lit';

/** A sentence with marked-up parts. */
export type Rich = TemplateResult;

/** The page's own words in English. What the bot says comes from the bot. */
export const en = {
  // The frame
  useDark: 'Use the dark theme',
  useLight: 'Use the light theme',
  otherLanguage: 'Diese Seite auf Deutsch',
  otherLanguageCode: 'DE',
  guide: 'Guide',
  topic: 'Ask, compare, vote blind',
  channelsAndPeople: 'Channels and people',
  youAreBeSomebodyElse: (name: string) => `You are ${name}. Be somebody else`,
  serverAndChannels: 'Server and channels',
  textChannels: 'Text channels',
  membersTitle: 'Members: click to be one',
  moderatorTag: 'moderator',
  moderator: 'Moderator',
  member: 'Member',
  close: 'Close',
  cancel: 'Cancel',

  // The line at the top
  lost: 'The playground cannot be reached. It is tried again every second; what you built comes back when it is started again.',
  whichModels: 'Which models answer',
  closeNote: 'Close this note',
  practiceWrites: (names: string, several: boolean): Rich =>
    html`<strong>Practice models at work</strong>: ${names} ${several ? 'give' : 'gives'} pre-written answers<span class="only-wide"> to some questions</span>, `,
  realWrites: (names: string, several: boolean): Rich =>
    html`<strong>${names}</strong> ${several ? 'write' : 'writes'}, `,
  judgesItself: (): Rich => html`and judges its own answers.`,
  practiceJudges: (): Rich =>
    html`and a practice judge <b>with an answer key</b> judges<span class="only-wide">; it is not a model, and knows only these answers</span>.`,
  realJudges: (name: string): Rich => html`and <strong>${name}</strong> judges.`,

  // The beginning of a channel
  welcome: (channel: string) => `Welcome to #${channel}!`,
  beginning: 'This is the beginning of the channel.',
  whatThisIs:
    'Ask a question. Tribunal writes several answers, a reasoning judge compares them, and everyone votes blind: without knowing which one the judge picked.',
  firstStep: 'Take one of these to begin:',
  seeCommands: 'See the commands',
  openGuide: 'All steps',
  simulatedChannel:
    'Simulated members ask and vote here, so that there are figures to look at. They are programs: nothing here says anything about people.',

  // The guide
  newHere: 'New here?',
  closeGuide: 'Close the guide',
  youAre: (name: string) => `You are ${name}`,
  asModerator: ', a moderator and a researcher: read the judge’s reasoning, change settings, take figures away.',
  asMember: ', a member: ask and vote.',
  ownDiscord: ' This Discord is your own, the bot is the real one.',
  tryThis: 'Try this',
  done: ' (done)',
  stepAsk: 'Ask a question',
  askHow: (command: string): Rich => html`Type <code>${command}</code> below, or take one of these:`,
  moreQuestions: 'More questions',
  stepVote: 'Vote blind',
  voteHow:
    'Two answers appear. Choose the better one: only then do you learn the judge’s choice. Then be somebody else and vote again.',
  stepRead: 'Read the judge’s reasoning',
  readByModerators: 'Moderators open the menu of an answer and read how the judge compared the replies.',
  readHow: (moderator: string | null, command: string): Rich =>
    html`${moderator === null ? 'Open' : `Become ${moderator}, a moderator, and open`} the menu of an answer (right click or ⋯). Choose <b>${command}</b>.`,
  practiceThinksNothing:
    ' The practice judge stands in for a Reward Reasoning Model (RRM): a model that thinks before it says which of two answers is better. It does not think: its notes are pre-written, and it has an answer key.',
  become: (name: string) => `Become ${name}`,
  stepCommunity: 'See a community agree',
  simulatedAtWork: (asks: number, votes: number): Rich =>
    html`<b>Simulated members at work:</b> ${count(asks, 'question', 'questions')}, ${count(votes, 'vote', 'votes')} so far.`,
  stopThem: 'Stop them',
  simulatedDone: (asks: number, votes: number, command: string): Rich =>
    html`Simulated members asked ${count(asks, 'question', 'questions')} and cast ${count(votes, 'vote', 'votes')}. Look at <code>${command}</code> now: it says that they are simulated.`,
  simulatedOffer: (command: string, minutes: number): Rich =>
    html`Let 30 simulated members ask and vote for ${minutes === 1 ? 'a minute' : `${minutes} minutes`} in <b>#simulated-members</b>, so that <code>${command}</code> has something to show. They are programs that take part in research: the figures say nothing about people.`,
  letThemIn: 'Let them in',
  typeCommand: (command: string) => `Type ${command}`,
  stepLearn: 'Let the judge learn',
  learn: {
    about:
      'These simulated members have a taste of their own that the judge knows nothing of. It can learn from their votes what to value here. They are programs: none of it says anything about people.',
    first: 'First let them in, as above: there must be votes to learn from.',
    again: (minutes: number) => `Let them in again (${minutes} min)`,
    learn: 'Learn from their votes',
    doing: {
      learning: 'Rules are written from what they chose, and tried on later votes …',
      challenging: 'The judge begins to judge by its rules, in the shadow …',
      looking: 'The votes are counted …',
    },
    kept: (version: number): Rich => html`<b>It learnt rules ${version}</b>:`,
    notKept: {
      'no-list': (questions: number): Rich =>
        html`<b>Nothing was learnt</b> from ${count(questions, 'question', 'questions')}: with no list of rules did it agree with them more often.`,
      'not-better': (questions: number): Rich =>
        html`<b>Nothing was kept</b> of ${count(questions, 'question', 'questions')}: on later votes the judge was not surely better with these rules.`,
      'contradicts-itself': (questions: number): Rich =>
        html`<b>Nothing was kept</b> of ${count(questions, 'question', 'questions')}: with these rules the judge contradicted itself more often.`,
      'not-enough': (questions: number): Rich =>
        html`<b>Too few votes yet</b>: ${count(questions, 'question', 'questions')} with votes that count. Let them in again.`,
    },
    gain: (value: string, low: string, high: string, questions: number, calls: string) =>
      `On ${count(questions, 'later question', 'later questions')} it agrees with them more often by ${value} points (95 %: ${low} to ${high}), with these rules than without. It took ${calls} calls.`,
    challenge: 'Let it judge in the shadow',
    look: 'How do they stand?',
    notYet: (votes: number | null): Rich =>
      votes === null
        ? html`<b>In the shadow, not decided yet.</b> Let them in again.`
        : html`<b>In the shadow, not decided yet:</b> about ${count(votes, 'more vote', 'more votes')}, if it goes on like this.`,
    decided: {
      promote: html`<b>The votes say: promote it.</b>`,
      keep: html`<b>The votes say: keep the judge in charge.</b>`,
    },
    figures: (share: string, votes: number, duels: number, asks: number) =>
      `Where the two pick differently, ${share} of ${count(votes, 'vote', 'votes')} on ${count(duels, 'duel', 'duels')} are for its pick (weighted). Both judged ${count(asks, 'question', 'questions')} whose voting is over.`,
    noDuels: (asks: number) =>
      `Both judged ${count(asks, 'question', 'questions')} whose voting is over; no duel was between their two picks yet.`,
    promoteAs: (name: string, command: string): Rich =>
      html`Become ${name}, a moderator, and open <code>${command}</code>.`,
    promoteHow: (command: string, section: string, button: string): Rich =>
      html`Open <code>${command}</code>, choose <b>${section}</b>, and press <b>${button}</b>.`,
    over: {
      moved: 'Another judge is in charge by now. End this comparison in the settings.',
      ended: 'The comparison was ended, and the judge in charge stays.',
    },
    promoted: (command: string): Rich =>
      html`<b>It is in charge now.</b> Let them in again, then look at <code>${command}</code>: it shows both judges.`,
  },
  stepMore: 'Go on from an answer, bring a file',
  followUpHow: (option: string): Rich =>
    html`With <code>${option}</code>, a question goes on from your last answer here. First ask one whose vote gives nothing away (<code>voting: open</code>), then go on:`,
  fileHow: (option: string): Rich =>
    html`With <code>${option}</code>, a text file goes along. This question is about a small table, and its answer is in there alone:`,
  stepGerman: (name: string): Rich =>
    html`<b>${name}</b> has a German client: to her the bot speaks German, and her commands are German too. Click her in the list of members.`,

  // What just happened
  whatHappened: 'What just happened',
  rowsInPostgres: 'Rows in PostgreSQL: ',
  nothingToJudge: 'One reply: nothing to judge.',
  allTheSame: 'All the same: nothing to judge.',
  stages: {
    queued: 'Waiting in the queue …',
    writing: 'The models are writing …',
    judging: 'The judge compares them two by two …',
    voting: 'The judge has chosen. People vote without knowing which one.',
    closed: 'Voting is over: everybody sees the judge’s pick.',
    failed: 'It failed; the message says why.',
  } as Readonly<Record<string, string>>,
  fates: { writing: 'writing …', done: 'written', failed: 'failed', repeated: 'a repeat' },
  candidate: 'Candidate',
  comparisons: 'Comparisons',
  wonOf: (won: number, met: number) => `won ${won} of ${met}`,
  against: 'against',
  noVerdict: 'no verdict',
  wins: (number: number) => `${number} wins`,

  // Models of this machine
  realModels: 'Real models on this machine',
  startsAgain: 'The bot starts again with these models …',
  runsHere: (names: string, several: boolean) =>
    `${names} ${several ? 'run' : 'runs'} here. Only the list of models was asked for. With your yes, questions go there.`,
  model: 'Model',
  writeAndJudge: 'Let it write and judge',
  letWrite: 'Let it write',
  letJudge: 'Let it judge',
  asBefore: 'As before',
  toKeepIt: (): Rich => html`To keep it, put this into <code>.env</code>:`,
  linesForEnv: 'Lines for .env',
  noServerFound:
    'No model server was found. For real answers to your own questions, a small model takes two commands and 2.5 GB, and no account.',
  twoCommands: 'The two commands',
  withOllama: 'With Ollama, in two terminals:',
  withLlamaCpp: 'Or with llama.cpp:',
  lookAgain: 'Look again',

  // Messages
  messagesIn: (channel: string) => `Messages in #${channel}`,
  olderMessages: 'You are looking at older messages',
  jump: 'Jump to present',
  onlyYou: 'Only you can see this',
  dismiss: 'Dismiss message',
  moreAbout: (author: string) => `More about the message by ${author}`,
  more: 'More',
  edited: '(edited)',
  used: 'used',
  clickToSee: 'Click to see the message',
  deleted: 'The message was deleted',
  thinking: 'Tribunal is thinking…',
  sending: 'Sending command…',
  editAndTry: 'Edit and try again',
  isTyping: 'is typing…',
  messageMenu: 'Message',
  apps: 'Apps',
  noAppCommands: (name: string) => `${name} has no app commands for messages. Moderators do.`,
  reply: 'Reply',
  copyText: 'Copy text',
  yesterday: (time: string) => `Yesterday at ${time}`,
  spoiler: 'Spoiler, press to show',
  makeSelection: 'Make a selection',
  collapse: 'Collapse',
  expand: (lines: number) => `Expand (${count(lines, 'line', 'lines')})`,
  download: 'Download',
  downloadFile: (name: string) => `Download ${name}`,
  textOf: (name: string) => `Text of ${name}`,
  fileLost: 'This file can no longer be shown.',

  // The composer
  messageTo: (channel: string) => `Message #${channel}`,
  typeToAsk: (channel: string) => `Type / to ask in #${channel}`,
  cancelCommand: 'Cancel the command',
  showCommands: 'Show the commands',
  commands: 'Commands',
  values: 'Values',
  send: 'Send',
  required: 'required',
  optional: 'Optional',
  optionalSettings: 'Optional settings',
  loadingOptions: 'Loading options…',
  noneFound: 'No options match your search.',
  noCommandsYet: 'There are no commands yet. The bot may still be starting; they appear here when it is ready.',
  nobodySpokenTo: (command: string): Rich =>
    html`<strong>Not sent yet: Tribunal only hears what is meant for it.</strong> <code>${command}</code> has several answers judged; a message that begins with <code>@Tribunal</code> gets one reply. Your text is kept.`,
  askWith: (command: string) => `Ask it with ${command}`,
  chatWith: 'Chat with @Tribunal',
  replying: (): Rich => html`Replying to <strong>Tribunal</strong>: it remembers what was said before.`,
  chooseFile: 'Choose a file, or drop it here',
  submit: 'Submit',
  noUploads: 'Files cannot be uploaded in the playground.',
  unreachable: 'The playground cannot be reached. Is it still running?',
  fileUnreadable: 'The file cannot be read. Choose it again.',
  unknownCommand: (command: string) => `There is no command ${command} here. Type / to see them all.`,
};

function count(n: number, one: string, several: string): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : several}`;
}
