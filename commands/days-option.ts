import { ApplicationCommandOptionType, type ChatInputCommandInteraction } from 'discord.js';
import type { MessageView } from '../src/discord/view/blocks.ts';
import { problemView } from '../src/discord/view/problem.ts';
import { option } from '../src/discord/words/describe.ts';
import type { Words } from '../src/discord/words/words.ts';

const MOST_DAYS = 365;

/** The option `days` of a command that looks back. */
export const daysOption = (command: 'agreement' | 'disagreements' | 'export' | 'leaderboard') =>
  ({
    type: ApplicationCommandOptionType.Integer,
    ...option(command, 'days'),
    min_value: 1,
    max_value: MOST_DAYS,
  }) as const;

/**
 * Discord keeps to the bounds, a forged interaction need not.
 * @returns what is wrong with the days that were asked for, or null
 */
export function wrongDays({ options }: Pick<ChatInputCommandInteraction, 'options'>, words: Words): MessageView | null {
  const days = options.getInteger('days');
  if (days === null || (days >= 1 && days <= MOST_DAYS)) return null;
  return problemView(words, [words.asking.wrongDays(MOST_DAYS, days)]);
}
