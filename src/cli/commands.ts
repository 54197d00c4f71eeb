import { Command } from 'commander';

/** The headings of the help. */
const groups = {
  bot: 'The bot:',
  judge: 'A judge on your own files:',
  labels: 'Labels of people and judges in files:',
  community: 'What a community has left in the database:',
} as const;

interface Entry {
  group: keyof typeof groups;
  /** Its description, in the help of `tribunal` and in its own. */
  does: string;
  load: () => Promise<Command>;
}

/**
 * Every command, in the order of the help. A command is loaded when it is called, so that `--help` loads
 * none.
 */
export const commands = {
  init: {
    group: 'bot',
    does: 'Set Tribunal up: asks for what is needed, tries it, writes .env, registers the commands',
    load: async () => (await import('./init.ts')).initCommand(),
  },
  start: {
    group: 'bot',
    does: 'Run the bot on Discord',
    load: async () => (await import('./start.ts')).startCommand(),
  },
  doctor: {
    group: 'bot',
    does: 'Check everything that the bot depends on, and say what is wrong and what to do about it; exits with 1 if something is',
    load: async () => (await import('./doctor.ts')).doctorCommand(),
  },
  'deploy-commands': {
    group: 'bot',
    does: 'Bring the commands at Discord up to date, on one server (DISCORD_GUILD_ID, at once) or everywhere; `start` does the same',
    load: async () => (await import('./deploy-commands.ts')).deployCommandsCommand(),
  },
  migrate: {
    group: 'bot',
    does: 'Migrate the database to this version; `start` does the same',
    load: async () => (await import('./migrate.ts')).migrateCommand(),
  },
  'rotate-keys': {
    group: 'bot',
    does: 'Encrypt every text in the database under the first key of DATA_ENCRYPTION_KEY',
    load: async () => (await import('./rotate-keys.ts')).rotateKeysCommand(),
  },
  erase: {
    group: 'bot',
    does: 'Delete all data of a person or a server, for those who cannot do it in Discord any more',
    load: async () => (await import('./erase.ts')).eraseCommand(),
  },
  stop: {
    group: 'bot',
    does: 'Take no more questions, in every process at once; questions in progress are finished',
    load: async () => (await import('./stop.ts')).stopCommand(),
  },
  resume: {
    group: 'bot',
    does: 'Take questions again after `stop`',
    load: async () => (await import('./stop.ts')).resumeCommand(),
  },
  judge: {
    group: 'judge',
    does: 'Judge the pairs in a file: rows {"id","cluster"?,"prompt","first","second","label"?,"category"?}; a summary goes to standard output',
    load: async () => (await import('./judge.ts')).judgeCommand(),
  },
  pick: {
    group: 'judge',
    does: 'Best of n for a file: rows {"id","cluster"?,"prompt","candidates":[…]} with 2 to 16 candidates each; what it cost goes to standard output',
    load: async () => (await import('./pick.ts')).pickCommand(),
  },
  verdict: {
    group: 'judge',
    does: 'Read verdicts from raw judge replies: JSON lines {"id","raw","reasoning"?,"stopReason"?} from standard input',
    load: async () => (await import('./verdict.ts')).verdictCommand(),
  },
  agreement: {
    group: 'labels',
    does: 'How far people agree with each other and with judges: rows {"item","cluster"?,"rater","kind":"human"|"judge","label"}',
    load: async () => (await import('./agreement.ts')).agreementCommand(),
  },
  validate: {
    group: 'judge',
    does: 'Is a judge fit for use? Its agreement, bias, repeats, style and drift on sets that people labelled, and a checklist',
    load: async () => (await import('./validate.ts')).validateCommand(),
  },
  rank: {
    group: 'labels',
    does: 'Rank items by comparisons: a CSV file with the columns left, right, winner (left, right or tie)',
    load: async () => (await import('./rank.ts')).rankCommand(),
  },
  trust: {
    group: 'community',
    does: 'From which stated confidence on people agree with the judge often enough, with a guarantee: of the database, or of rows {"confidence","agrees","cluster"?}',
    load: async () => (await import('./trust.ts')).trustCommand(),
  },
  judges: {
    group: 'labels',
    does: 'How far several judges agree among themselves, and how right each is without gold: rows as for `agreement`',
    load: async () => (await import('./judges.ts')).judgesCommand(),
  },
  classify: {
    group: 'labels',
    does: 'Accuracy, precision, recall and F1 of judges against the people’s majority, with the confusion matrix: rows as for `agreement`',
    load: async () => (await import('./classify.ts')).classifyCommand(),
  },
  winrate: {
    group: 'labels',
    does: 'Win rates from preferences, which need not be whole: rows {"preference","model"?,"cluster"?}, or AlpacaEval’s annotations',
    load: async () => (await import('./winrate.ts')).winrateCommand(),
  },
  mean: {
    group: 'labels',
    does: 'A mean of people’s labels with a judge’s help, where people labelled a part: rows {"judge","human"?,"cluster"?}, as numbers',
    load: async () => (await import('./mean.ts')).meanCommand(),
  },
  calibration: {
    group: 'labels',
    does: 'Whether stated probabilities come true: Brier score, calibration error, reliability: rows {"probability","outcome","cluster"?}',
    load: async () => (await import('./calibration.ts')).calibrationCommand(),
  },
  bias: {
    group: 'labels',
    does: 'Whether the side or the length decides, each adjusted for the other: rows {"chose":"a"|"b"|"tie","lengthA","lengthB","cluster"?}',
    load: async () => (await import('./bias.ts')).biasCommand(),
  },
  schedule: {
    group: 'judge',
    does: 'Drive a tournament by JSON lines on standard input and output: which comparisons are next, and who has won',
    load: async () => (await import('./schedule.ts')).scheduleCommand(),
  },
  report: {
    group: 'community',
    does: 'How far people and the judge agree, as one HTML page with tables and plots; aggregates only',
    load: async () => (await import('./report.ts')).reportCommand(),
  },
  export: {
    group: 'community',
    does: 'Write a dataset of questions, candidates, comparisons and votes of those who opted in to research',
    load: async () => (await import('./export.ts')).exportCommand(),
  },
  publish: {
    group: 'community',
    does: 'Upload an export to the Hugging Face hub: private unless you say otherwise, and only said until you add --yes',
    load: async () => (await import('./publish.ts')).publishCommand(),
  },
  'keep-list': {
    group: 'community',
    does: 'List the codes of an export that may still be kept, as CSV; its holders delete all rows that are not listed',
    load: async () => (await import('./keep-list.ts')).keepListCommand(),
  },
  pairs: {
    group: 'community',
    does: 'Draw a random share of the pairs of stored answers, for `judge --orders both`: the rates of a judge on pairs that no tournament chose',
    load: async () => (await import('./pairs.ts')).pairsCommand(),
  },
  rejudge: {
    group: 'community',
    does: 'Have another judge judge the stored comparisons of those who opted in; run it again to go on',
    load: async () => (await import('./rejudge.ts')).rejudgeCommand(),
  },
  align: {
    group: 'community',
    does: 'Have a judge learn by words: rules from a server’s votes, tried once on later votes, kept only if they pay',
    load: async () => (await import('./align.ts')).alignCommand(),
  },
  promote: {
    group: 'community',
    does: 'Compare a server’s judge with a challenger that judges its questions in the shadow: promote it, keep the champion, or not yet; and go back',
    load: async () => (await import('./promote.ts')).promoteCommand(),
  },
  'fit-prior': {
    group: 'community',
    does: 'Fit the tournament’s prior, about your candidates and your judge, to the verdicts on your own questions',
    load: async () => (await import('./fit-prior.ts')).fitPriorCommand(),
  },
} as const satisfies Record<string, Entry>;

export type CommandName = keyof typeof commands;

/** Makes a command with its name and description. */
export const named = (name: CommandName): Command =>
  new Command(name).description(commands[name].does).helpGroup(groups[commands[name].group]);
