import type { Measure, Scope } from '../../policy/limits.ts';
import type { RefusedBecause } from '../../policy/limits-refused.ts';
import { plural, relativeTime } from './blocks.ts';
import { blockedSentence } from './words.ts';

const whose: Readonly<Record<Scope, string>> = { user: 'You have', server: 'This server has', bot: 'I have' };

export const amountWords: Readonly<Record<Measure, (amount: number) => string>> = {
  asks: (amount) => plural(amount, 'question'),
  tokens: (amount) => `${amount.toLocaleString('en')} tokens`,
  usd: (amount) => `$${amount.toFixed(2)}`,
};

/** Why a question is not taken, and what to do. */
export function refusedWords(reason: RefusedBecause): string {
  switch (reason.kind) {
    case 'stopped':
      return 'The managers of this server have stopped questions for now. Please try again later.';
    case 'closed':
      return `This bot takes no questions for now. ${reason.why || 'Please try again later.'}`;
    case 'blocked':
      return blockedSentence;
    case 'channel':
      return `Questions are not taken in this channel. Please ask in ${reason.channels.map((id) => `<#${id}>`).join(', ')}.`;
    case 'role':
      return `On this server, questions are for members with one of these roles: ${reason.roles.map((id) => `<@&${id}>`).join(', ')}.`;
    case 'limit':
      return limitWords(reason);
  }
}

function limitWords({
  scope,
  measure,
  limit,
  used,
  reserved,
  wanted,
  freesAt,
}: RefusedBecause & { kind: 'limit' }): string {
  const say = amountWords[measure];
  const left = Math.max(0, limit - used - reserved);
  const again = `The count begins anew ${relativeTime(freesAt)}, at midnight UTC.`;
  const running =
    reserved > 0
      ? ` ${say(reserved)} of it ${measure === 'asks' && reserved === 1 ? 'is' : 'are'} set aside for questions that are still being answered; what they do not use comes back in a few minutes.`
      : '';
  if (measure === 'asks' || left <= 0)
    return `${whose[scope]} reached the limit of **${say(limit)} a day**.${running} ${again}`;
  return `This question could take up to ${say(wanted)}, and **${say(left)}** are left of the ${say(limit)} that ${scope === 'user' ? 'you have' : scope === 'server' ? 'this server has' : 'I have'} for a day.${running} Fewer \`candidates\` need less. ${again}`;
}
