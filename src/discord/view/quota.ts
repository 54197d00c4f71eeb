import { type Limit, measures, type Standing } from '../../limits/limits.ts';
import type { Words } from '../words/words.ts';
import { accents, bar, container, type MessageView, relativeTime, text } from './blocks.ts';

/** A limit, and how much of it is used. */
export interface Quota {
  whose: 'you' | 'server';
  limit: Limit;
  standing: Standing;
}

/** `/quota`: what is left of today's limits. */
export function quotaView({ limits }: Words, quotas: readonly Quota[], freesAt: Date): MessageView {
  return {
    components: [
      container(accents.judge, [
        text(`### ${limits.title}`),
        ...quotas.map((quota) => text(`**${limits[quota.whose]}**\n${linesOf(limits, quota).join('\n')}`)),
        text(`-# ${limits.again(relativeTime(freesAt))} ${limits.note}`),
      ]),
    ],
    files: [],
  };
}

function linesOf(limits: Words['limits'], { limit, standing: { used, reserved } }: Quota): string[] {
  return measures.map((measure) => {
    const say = (amount: number) => limits.figure(measure, amount);
    const most = limit[measure];
    const spent = used[measure] + reserved[measure];
    const held = reserved[measure] > 0 ? limits.held(say(reserved[measure])) : '';
    if (most === null) return limits.noLimit(limits.names[measure], say(used[measure]), held);
    return `${limits.spent(limits.names[measure], say(used[measure]), say(most), held)}\n${bar(most > 0 ? Math.min(1, spent / most) : 1)}`;
  });
}
