import type { Measure, Refusal } from '../../../limits/limits.ts';
import { figure, plural } from '../plural.ts';

type Scope = Refusal['scope'];
const whose: Readonly<Record<Scope, string>> = {
  user: 'You have',
  server: 'This server has',
  outside: 'All those who ask outside of servers have together',
  bot: 'I have',
};
const has: Readonly<Record<Scope, string>> = {
  user: 'you have',
  server: 'this server has',
  outside: 'all have together outside of servers',
  bot: 'I have',
};

/** Refused asks, and `/quota`. */
export const limits = {
  amount: (measure: Measure, amount: number): string => {
    if (measure === 'asks') return plural(amount, 'question');
    return measure === 'tokens' ? plural(amount, 'token') : `$${amount.toFixed(2)}`;
  },
  /** An amount whose unit is named beside it. */
  figure: (measure: Measure, amount: number): string => (measure === 'usd' ? `$${amount.toFixed(2)}` : figure(amount)),
  stopped: 'The managers of this server have stopped questions for now. Please try again later.',
  closed: (why: string) => `This bot takes no questions for now. ${why || 'Please try again later.'}`,
  blocked:
    'The moderators of this server have blocked you from asking and voting here. If you think that is a mistake, please talk to them.',
  channel: (channels: string) => `Questions are not taken in this channel. Please ask in ${channels}.`,
  role: (roles: string) => `On this server, questions are for members with one of these roles: ${roles}.`,
  again: (when: string) => `The count starts again at midnight UTC (${when}).`,
  setAside: (amount: string, one: boolean) =>
    `${amount} of that ${one ? 'is' : 'are'} set aside for questions that are still being answered; what they do not use comes back in a few minutes.`,
  reached: (scope: Scope, limit: string) => `${whose[scope]} reached the limit of **${limit} a day**.`,
  wouldPass: (scope: Scope, wanted: string, left: string, limit: string) =>
    `This question could take up to ${wanted}, and that is more than is left for today: **${left}** of the ${limit} that ${has[scope]} a day.`,
  /** `running` asks are in progress now, and `most` are allowed. */
  atOnce: (scope: 'user' | 'server', running: number, most: number) =>
    `${scope === 'user' ? `${plural(running, 'question')} of yours` : `${plural(running, 'question')} of this server`} ${running === 1 ? 'is' : 'are'} on the way to an answer, and the most at once is **${most}**. As soon as one is answered, you can ask again.`,
  takeFewer: 'Fewer `candidates` need less.',

  title: 'What is left for today',
  you: 'You',
  server: 'This server',
  names: { asks: 'Questions', tokens: 'Tokens', usd: 'US dollars' } satisfies Record<Measure, string>,
  noLimit: (name: string, spent: string, held: string) => `${name}: **${spent}** used${held}; no limit`,
  spent: (name: string, spent: string, most: string, held: string) => `${name}: **${spent} of ${most}** used${held}`,
  held: (amount: string) => `, ${amount} set aside until it is answered`,
  note: 'Dollars only count models whose price is known.',
};
