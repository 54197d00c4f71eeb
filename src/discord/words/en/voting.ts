import { plural } from '../plural.ts';

const whenPickIsShown = (closes: string, hidden: boolean) =>
  hidden
    ? `The judge has chosen too. Its pick is shown at the end of voting (${closes}).`
    : `The judge has chosen too. You see its pick once you have voted, and everybody does at the end of voting (${closes}).`;

/** What a candidate was asked to be like, by its name in `src/candidates/styles.ts`. */
const styles: Readonly<Record<string, string>> = {
  plain: 'plain',
  brief: 'brief',
  thorough: 'thorough',
  examples: 'with examples',
  steps: 'step by step',
  beginner: 'for beginners',
  critical: 'critical',
};

/** Answers, ballots, votes and results. */
export const voting = {
  empty: '*(empty)*',
  inFile: 'What does not fit here is in the file, in full.',
  /** `hidden`: not even those who have voted see the pick before voting closes. */
  whichIsBetter: (closes: string, hidden: boolean) => `**Which answer is better?** ${whenPickIsShown(closes, hidden)}`,
  whichIsBest: (count: number, closes: string, hidden: boolean) =>
    `**${plural(count, 'answer is', 'answers are')} in. Which is the best?** ${whenPickIsShown(closes, hidden)}`,
  doYouAgree: (replies: number, closes: string) =>
    `The judge picked this out of ${plural(replies, 'reply', 'replies')}. Do you agree? End of voting: ${closes}.`,
  aIsBetter: 'A is better',
  bIsBetter: 'B is better',
  tie: 'Tie',
  bothBad: 'Both bad',
  none: 'None',
  goodPick: 'Good pick',
  compare: 'Compare',
  justShowMe: 'Just show me',
  readAndVote: 'Read them and vote',
  menu: 'Which answer is the best?',
  tieNote: 'Several are equally good',
  noneNote: 'None of them is good',
  emptyOption: '(empty)',
  /**
   * When voting ends. `when` is a timestamp that each reader's client shows as "in 59 minutes", and as "3
   * minutes ago" on a message that is left over. So it stands in brackets or behind a colon, where both are
   * right.
   */
  closes: (when: string, votes: number | null) =>
    votes === null ? when : `${when}, or after ${plural(votes, 'vote')}`,

  /** For "You chose …", when the choice was not a letter. */
  chosen: { tie: 'tie', 'both bad': 'both bad', none: 'none' },
  unknownVote: 'This button belongs to no vote that I know. The message may be too old, or was changed.',
  /** `pick`: a letter, or null where the pick needs no naming. */
  late: (chosen: string, pick: string | null) =>
    `Voting on this question has closed. Your choice (**${chosen}**) was noted as late and does not count.${pick === null ? '' : ` The judge picked **${pick}**.`}`,
  voted: (pick: string, sure: string, letter: string) =>
    `**The judge picked ${pick}** (${sure}). You chose **${letter}**.`,
  /** The two answers of an open ballot, for "You chose …". */
  judgesAnswer: 'the judge’s pick',
  otherAnswer: 'the other answer',
  votedOpen: (chosen: string, sure: string) =>
    `You chose **${chosen}**. The judge’s pick (${sure}) is the answer in the message.`,
  before: (letter: string) => `Before, you chose ${letter}.`,
  agree: 'You and the judge agree.',
  differ: 'You and the judge differ.',
  changeable: (closes: string, blind: boolean) =>
    `You can change your vote until the end of voting (${closes}); ${blind ? 'your first vote was blind, a changed one is not' : 'it is stored as not blind, because you knew the pick'}.`,
  votedHidden: (letter: string, closes: string) =>
    `You chose **${letter}**. The judge’s pick is shown at the end of voting (${closes}); until then you can change your vote.`,
  pickHidden:
    'On this server the judge’s pick is shown to nobody before voting closes, except to moderators who read the judge’s reasoning. Vote first, and come back then.',
  sayWhy: 'Say why',
  peek: (letter: string | null, sure: string) => `The judge’s pick${letter === null ? '' : `: ${letter}`} (${sure})`,
  closed: 'Voting has closed.',
  peeked: 'You can still vote; because you now know the pick, your vote is stored as not blind.',
  reasonNoted: 'Thank you. Your reason is kept with your vote. If you say why again, that replaces it.',
  noVoteToExplain: 'There is no vote of yours here to give a reason for. Vote first, then say why.',
  reasonTitle: 'What decided your vote?',
  reasonChoices: 'It was …',
  reasonWords: 'In your own words',
  reasonNote: 'For research. If you take part in it, moderators may read it here. No names, please.',
  reasons: {
    correct: { label: 'Correct', description: 'What it says is right' },
    clear: { label: 'Clear', description: 'Easy to follow' },
    complete: { label: 'Complete', description: 'Nothing important is missing' },
    style: { label: 'Style', description: 'Tone, length, layout' },
    safety: { label: 'Safety', description: 'The other one could do harm' },
  },

  sure: 'fairly sure',
  likely: 'likely',
  closeCall: 'a close call',
  /** Stands where a judge of pairs is called sure or not. */
  byScore: 'by its score',
  comparisons: (count: number, hard: 'easy' | 'hard' | null) =>
    `${plural(count, 'comparison')}${hard === null ? '' : hard === 'easy' ? ', an easy case' : ', a hard case'}`,
  judgePicked: (what: string, comparisons: string, sure: string, percent: string) =>
    `**The judge picked ${what}** after ${comparisons}: ${sure} (${percent}).`,
  judgeScored: (what: string, comparisons: string) =>
    `**The judge picked ${what}** after ${comparisons}, by its score.`,
  thisAnswer: 'this answer',
  isPick: 'the judge’s pick',
  judgesPick: 'The judge’s pick',
  favourite: 'The people’s favourite',
  votingClosed: (rest: string) => `Voting is closed. ${rest}`,
  closedByHand: (by: 'asker' | 'moderator', rest: string) =>
    `Voting was closed early, by ${by === 'asker' ? 'the person who asked' : 'a moderator'}. ${rest}`,
  writtenBy: (model: string) => `Written by \`${model}\``,
  /** Where one model wrote several answers. */
  inStyle: (model: string, style: string) => `${model}, style: ${styles[style] ?? style}`,
  tallyAlt: (rows: string) => `How many voted for what. ${rows}.`,
  /** How many have voted so far; never for what. */
  soFar: (votes: number) => `${plural(votes, 'vote')} so far`,
  nobodyVoted: 'Nobody voted.',
  noSide: (votes: number) => `${plural(votes, 'vote')}, ${votes === 1 ? 'not' : 'none'} for A or B.`,
  withJudge: (votes: number, agreed: number, sided: number) =>
    votes === 1
      ? `1 vote, ${agreed === 1 ? 'for' : 'against'} the judge’s pick.`
      : sided === 1
        ? `${plural(votes, 'vote')}; the one who took a side ${agreed === 1 ? 'agreed' : 'disagreed'} with the judge.`
        : `${plural(votes, 'vote')}; ${agreed} of the ${sided} who took a side agreed with the judge.`,
  votesOn: (votes: number, answers: number) => `${plural(votes, 'vote')} on ${plural(answers, 'answer')}.`,
  pickedOutOf: (replies: number, comparisons: string, sure: string) =>
    `The judge picked this out of ${plural(replies, 'reply', 'replies')} after ${comparisons} (${sure}).`,
  unjudged: (why: string) => `This answer is **unjudged**. ${why}`,
  /** Why nobody votes on an answer. */
  unjudgedBecause: {
    deadline: 'Time ran out before the judge had a verdict.',
    'judge-unavailable': 'The judge could not be reached.',
    budget: 'The budget of this question was used up.',
    alone: 'Only one reply was written, so there was nothing to compare it with.',
    same: 'All replies say the same, so there was nothing to compare.',
    undecided: 'The judge reached no verdict that counts.',
  },
  endMissing: 'The model stopped at its length limit, so the end may be missing.',

  why: 'Why?',
  whyTitle: (name: string) => `Why ${name}?`,
  thePick: 'the pick',
  anotherReply: 'another reply',
  inJudgesWords: (quote: string) => `In the judge’s words: “${quote}”`,
  whyNote: 'A short extract. The judge is a model and can be wrong; its whole reasoning is open to moderators.',
  notCompared: 'No verdict that counts compares it with another reply, so there is no more to say.',
  /** `name`: a letter, or null for the pick. */
  wonAll: (name: string | null, won: number) =>
    `${name ?? 'The pick'} met ${plural(won, 'other reply', 'other replies')} and won against ${won === 1 ? 'it' : won === 2 ? 'both' : 'all of them'}.`,
  record: (name: string | null, met: number, { won, level, lost }: { won: number; level: number; lost: number }) => {
    const parts = [
      ...(won > 0 ? [`won against ${won}`] : []),
      ...(level > 0 ? [`was level with ${level}`] : []),
      ...(lost > 0 ? [`lost to ${lost}`] : []),
    ];
    return `${name ?? 'The pick'} met ${plural(met, 'other reply', 'other replies')}: it ${parts.join(parts.length > 2 ? ', ' : ' and ')}.`;
  },
  whyUnknown: 'This button belongs to no question that I know here. The message may be too old, or was changed.',
  whyTooEarly:
    'Voting is still open, and this would give the judge’s pick away. Vote first, or come back when it has closed.',
  whyNotAllowed:
    'This server does not show why the judge decided as it did. Those who manage the server can change that.',
};
