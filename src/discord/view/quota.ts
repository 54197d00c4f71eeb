import { type Limit, type Measure, measures, type Standing } from '../../policy/limits.ts';
import { accents, bar, container, type MessageView, relativeTime, text } from './blocks.ts';
import { amountWords } from './limits-refused.ts';

export interface Quota {
  /** Whose: `You`, `This server`. */
  whose: string;
  limit: Limit;
  standing: Standing;
}

const names: Readonly<Record<Measure, string>> = { asks: 'Questions', tokens: 'Tokens', usd: 'US dollars' };

/** `/quota`: what is left for today. */
export function quotaView(quotas: readonly Quota[], freesAt: Date): MessageView {
  return {
    components: [
      container(accents.judge, [
        text('### What is left for today'),
        ...quotas.map((quota) => text(`**${quota.whose}**\n${linesOf(quota).join('\n')}`)),
        text(
          `-# The count begins anew ${relativeTime(freesAt)}, at midnight UTC. Dollars count the models whose price is known.`,
        ),
      ]),
    ],
    files: [],
  };
}

function linesOf({ limit, standing: { used, reserved } }: Quota): string[] {
  return measures.map((measure) => {
    const say = amountWords[measure];
    const most = limit[measure];
    const spent = used[measure] + reserved[measure];
    const held = reserved[measure] > 0 ? `, ${say(reserved[measure])} of it set aside` : '';
    if (most === null) return `${names[measure]}: ${say(spent)} used${held}; no limit`;
    return `${bar(most > 0 ? Math.min(1, spent / most) : 1)} ${names[measure]}: ${say(spent)} of ${say(most)}${held}`;
  });
}
