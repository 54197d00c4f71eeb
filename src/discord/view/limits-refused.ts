import type { RefusedBecause } from '../../limits/refused.ts';
import type { Words } from '../words/words.ts';
import { inBackticks, relativeTime } from './blocks.ts';

/** Why an ask is refused, and what to do. */
export function refusedWords({ limits, asking }: Words, reason: RefusedBecause): string {
  switch (reason.kind) {
    case 'stopped':
      return limits.stopped;
    case 'closed':
      return limits.closed(reason.why);
    case 'blocked':
      return limits.blocked;
    case 'gone':
      return asking.gone;
    case 'picture':
      return asking.picture[reason.problem](inBackticks(reason.name));
    case 'channel':
      return limits.channel(reason.channels.map((id) => `<#${id}>`).join(', '));
    case 'role':
      return limits.role(reason.roles.map((id) => `<@&${id}>`).join(', '));
    case 'at-once':
      return limits.atOnce(reason.scope === 'server' ? 'server' : 'user', reason.running, reason.limit);
    case 'limit':
      return limitWords(limits, reason);
  }
}

function limitWords(
  limits: Words['limits'],
  { scope, measure, limit, used, reserved, wanted, freesAt }: RefusedBecause & { kind: 'limit' },
): string {
  const say = (amount: number) => limits.amount(measure, amount);
  const left = Math.max(0, limit - used - reserved);
  const reached = measure === 'asks' || left <= 0;
  return [
    reached ? limits.reached(scope, say(limit)) : limits.wouldPass(scope, say(wanted), say(left), say(limit)),
    ...(reserved > 0 ? [limits.setAside(say(reserved), measure === 'asks' && reserved === 1)] : []),
    ...(reached ? [] : [limits.takeFewer]),
    limits.again(relativeTime(freesAt)),
  ].join(' ');
}
