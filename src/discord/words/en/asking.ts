import { CANDIDATES } from '../../../terms.ts';
import { figure, plural } from '../plural.ts';

/** Asks in progress, refused asks and failed asks. */
export const asking = {
  queued: 'In the queue',
  replies: (written: number, n: number) => `${written} of ${plural(n, 'reply', 'replies')}`,
  comparisonsOf: (judged: number, expected: number) => `${judged} of ${plural(expected, 'comparison')}`,
  comparisonsSoFar: (judged: number) => `${plural(judged, 'comparison')} so far`,
  writing: (replies: string) => `Writing: ${replies}`,
  writingAndJudging: (replies: string, comparisons: string) => `Writing: ${replies} · judging: ${comparisons}`,
  judging: (comparisons: string) => `Judging: ${comparisons}`,
  modelsFailed: (count: number) => `${plural(count, 'model')} could not reply; going on with the others.`,
  judgeStarts: (deadline: string) =>
    `The judge is being started, which can take a few minutes. With it or without it, you get an answer by the deadline (${deadline}).`,
  /** Below a reply that is shown before there is a verdict. */
  notJudgedYet: '**Not judged yet.** One of the replies, drawn by lot: it tells nothing about the judge’s pick.',
  judgeStartsMeanwhile: (deadline: string) =>
    `The judge is being started, which can take a few minutes. If it has decided nothing by the deadline (${deadline}), this reply stays, unjudged.`,
  judgeSilentMeanwhile: (deadline: string) =>
    `The judge has not answered yet. If it has decided nothing by the deadline (${deadline}), this reply stays, unjudged.`,

  noAnswer: (why: string) => `**No answer this time.** ${why}`,
  /** In place of an answer that Discord does not take. */
  notShown: (why: string) => `**This cannot be shown here.** ${why}`,
  /** Below a message whose files Discord did not take. */
  filesLeftOut: 'The files are left out: they are too large, or I lack the permission **Attach Files** here.',
  questionInFile: 'The whole question is in the file below.',
  /** Below a question whose words are not its asker's own. */
  othersWords: 'In another member’s words, asked again by whoever pressed the button.',
  fromMessage: 'Taken from another member’s message, perhaps changed by the asker.',
  /** What the models read besides the question. `file`: its name, safe in backticks, or null. */
  alsoRead: (followUp: boolean, file: string | null, pictures: number) =>
    [
      followUp ? 'Goes on from an earlier answer.' : '',
      file === null ? '' : `With the file \`${file}\`.`,
      pictures === 0 ? '' : pictures === 1 ? 'With a picture.' : `With ${pictures} pictures.`,
    ]
      .filter(Boolean)
      .join(' '),
  /** `blind`: who cannot see, safe in backticks; null where the content check kept the pictures away. */
  picturesLeftOut: (blind: string | null) =>
    blind === null
      ? 'Pictures are left out: texts are checked here before anybody sees them, and pictures cannot be.'
      : `Pictures are left out, because not every model here can see: \`${blind}\` cannot.`,
  tryAgain: 'Try again',
  /** Why an ask has no answer, and what to do next. */
  failures: {
    'no-candidate':
      'None of the models could write a reply. Please try again in a minute; if it stays like this, tell a moderator.',
    'no-candidate-in-time': 'No model finished a reply in time. Please try again, perhaps with a shorter question.',
    content:
      'This question does not fit the rules that this bot’s operator has set. If you think that is a mistake, please rephrase it or talk to a moderator.',
    'content-unchecked':
      'Your question could not be checked against this bot’s rules, so it was not answered. Please try again in a minute.',
    'over-budget':
      'The budget of this question was used up before a reply was written. Please try again, perhaps with a shorter question or fewer `candidates`.',
    unseen: 'Discord did not accept our response, so the question was not worked on. Please ask again.',
    automod:
      'A filter did not let the message through: this server’s AutoMod, or Discord’s own. A moderator can exempt my role in the server’s AutoMod settings. Or ask in other words.',
    'no-permission':
      'I lack a permission in this channel or thread. A moderator must allow me **View Channel**, **Send Messages** (in threads **Send Messages in Threads**), **Attach Files** and **Read Message History**, and a closed thread must be unlocked. Then please ask again.',
    'not-accepted':
      'Discord did not accept the message. Please ask again; if it stays like this, tell a moderator, who can tell the bot’s operator.',
    internal: 'Something went wrong on our side while answering. Please ask again.',
  },
  deleted: 'This question and its answers were deleted.',
  /** In place of every text of an ask whose retention period is over. */
  emptied: 'This text is no longer kept.',
  gone: 'This question is no longer there. Please ask it again with `/ask`.',
  askedAgain: 'This question has been asked again already. Its answer is further down.',

  typedInFile: 'What you typed is in the file, so nothing is lost.',
  typedFile: 'your-question.txt',
  attachAgain: (name: string) => `I did not keep \`${name}\`: please attach it once more when you ask again.`,
  emptyPrompt: 'The question is empty. Type it after `prompt:`.',
  longPrompt: (length: number, most: number) =>
    `The question has ${plural(length, 'character')}, and I can take ${figure(most)} at most. Please shorten it.`,
  wrongCandidates: (n: number) =>
    `\`candidates\` must be a whole number from ${CANDIDATES.least} to ${CANDIDATES.most}, not ${n}.`,
  wrongEffort: '`effort` must be quick, standard or deep.',
  wrongVoting: '`voting` must be duel, open or ballot.',
  wrongDays: (most: number, days: number) => `\`days\` must be a whole number from 1 to ${most}, not ${days}.`,
  fileTooLarge: (name: string, most: number) =>
    `\`${name}\` is too large: I can take ${plural(most, 'character')} of text at most.`,
  fileUnread: (name: string) => `I could not read \`${name}\` from Discord. Please attach it once more.`,
  fileNoText: (name: string) => `\`${name}\` is not a text file. I can read plain text in UTF-8 or UTF-16 only.`,
  /** Why a picture is refused, by its name, safe in backticks. */
  picture: {
    large: (name: string) => `\`${name}\` is too large: a picture may have up to 3.5 MB. Send a smaller one.`,
    unread: (name: string) => `I could not read \`${name}\` from Discord. Please attach it once more.`,
    'no-picture': (name: string) => `\`${name}\` is not a picture that I can take: PNG, JPEG, WebP or GIF.`,
    wide: (name: string) =>
      `\`${name}\` is too large: a picture may have up to 8000 pixels a side. Send a smaller one.`,
  },
  fileEmpty: (name: string) => `There is nothing in \`${name}\`. Please attach it once more, or leave it out.`,
  fileTooLong: (name: string, length: number, most: number) =>
    `\`${name}\` has ${plural(length, 'character')}, and I can take ${figure(most)} at most. Please shorten it.`,
  stillVoting:
    'People are still voting on that answer, and a follow-up would give the judge’s pick away. Please try again when voting has closed.',
  /** To `/ask follow_up`. */
  stillAnswering:
    'I am still working on your last question here. Please ask once more when its answer is there, or without `follow_up`: then I answer it by itself.',

  /** `model`: as inline code, or null where it is not known. */
  chatNote: (model: string | null) =>
    `One reply, unjudged${model === null ? '' : `, by ${model}`}. Reply to this message to go on.`,
  judgeThis: 'Judge this',
  /** Names of files and the like, safe in backticks. */
  notRead: (names: string) => `I did not read: \`${names}\`. I can read text, and pictures where all models can see.`,
  /** Each stands for something that has no name of its own. */
  unreadThings: {
    quoted: 'the message that you replied to',
    cut: 'the rest of the message that you replied to',
    voting: 'the answer that people still vote on',
  },
  chatUnpinged:
    'I cannot read a reply that does not ping me. Please write it once more, with my name in it or **@ ON** in the reply.',
  chatRole:
    'I cannot read a message that mentions only my role. Please write it once more, and choose my name where Discord offers both.',
  notYet: 'I am still working on that answer. Please reply when it is there.',
  noAnswerYet: 'There is no answer to go on from: that question failed. **Try again** below it asks it once more.',
  chatEmpty: 'Yes? Write your question behind my name, or use `/ask` to have several answers judged.',
  chatLong: (length: number, most: number) =>
    `That has ${plural(length, 'character')}, and I can take ${figure(most)} at most. Please shorten it.`,

  chatRefused: 'I cannot answer that now. Type `/ask`, and I will tell you why in private.',

  formTitle: 'Ask the tribunal',
  formLabel: 'Your question',
  formNote: 'Taken from the message; change it as you like. You ask, but the words are still their writer’s.',
  formCut: (most: number, length: number) =>
    `The first ${figure(most)} of ${plural(length, 'character')}. You ask; the words are still their writer’s.`,
  formNotRead: (names: string) => `Not read: ${names}. You ask; the words are still their writer’s.`,
  formOwn: 'There is no question and no answer in that message of mine that I could ask about. Use `/ask` and type it.',
  formOnly: (names: string) =>
    `I can only read text, and there is none in this message that I could take as a question. I did not read: \`${names}\`. Use \`/ask\` and type it.`,
  formEmpty: 'The question is empty. Please open the form again and type it.',
  formNoText: 'There is no text in this message that I could take as a question. Use `/ask` and type it.',

  wentWrong: 'Something went wrong on our side. Please try again in a minute.',
  unknownButton: 'I do not know this button. The message may be too old; please ask again.',
  onlyOnServers: 'I only do that on a server that I am on. In direct messages you can use `/privacy`.',
  onlyFor: (who: 'managers' | 'moderators'): string =>
    who === 'managers'
      ? 'Only those who manage the server may do this: it needs the permission **Manage Server**.'
      : 'Only moderators may do this: it needs the permission **Manage Messages**.',
};
