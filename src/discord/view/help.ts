import type { Words } from '../words/words.ts';
import { accents, container, type MessageView, separator, text } from './blocks.ts';

/** Who a line of the help is for. A later role may do everything that an earlier one may. */
export const roles = ['member', 'moderator', 'manager'] as const;
export type Role = (typeof roles)[number];

/** The role that each command is for, by its registered name. A test holds that no command is missing. */
export const helpRoles: Readonly<Record<keyof Words['help']['lines'], Role>> = {
  ask: 'member',
  agreement: 'member',
  leaderboard: 'member',
  'my-votes': 'member',
  quota: 'member',
  privacy: 'member',
  help: 'member',
  'Ask the tribunal': 'member',
  'Close voting': 'member',
  reasoning: 'moderator',
  'Judge’s reasoning': 'moderator',
  disagreements: 'moderator',
  reports: 'moderator',
  block: 'moderator',
  setup: 'manager',
  settings: 'manager',
  export: 'manager',
};
const names = Object.keys(helpRoles) as (keyof typeof helpRoles)[];

/** What `/help` may lead to. */
export interface HelpLinks {
  /** The ids of the registered slash commands, by their registered names. */
  ids?: ReadonlyMap<string, string>;
  /** The address of the guide. */
  guide?: string | undefined;
}

/**
 * `/help`: what this person can do here, and the words that they meet. A command whose id is known can be
 * clicked: Discord shows its name in the reader's language.
 */
export function helpView({ help, commands }: Words, role: Role, { ids, guide }: HelpLinks = {}): MessageView {
  const line = (key: (typeof names)[number]) =>
    `- ${named(commands[key].name, key, ids?.get(key))} – ${help.lines[key]}`;
  const parts = roles.slice(0, roles.indexOf(role) + 1).map((one) =>
    text(
      `**${help.roles[one]}**\n${names
        .filter((key) => helpRoles[key] === one)
        .map(line)
        .join('\n')}`,
    ),
  );
  return {
    components: [
      container(accents.judge, [
        text(`### ${help.title}`),
        ...parts.flatMap((part) => [separator(), part]),
        separator(),
        text(`**${help.wordsTitle}**\n${help.words.map((one) => `- ${one}`).join('\n')}`),
        separator(),
        text(`-# ${help.note}${guide === undefined ? '' : ` ${help.guide(guide)}`}`),
      ]),
    ],
    files: [],
  };
}

/** A slash command as what can be clicked, or as code. A command of a message's menu has a name alone. */
function named(name: string, key: string, id: string | undefined): string {
  if (!/^[a-z]/.test(key)) return `**${name}**`;
  return id === undefined ? `\`/${name}\`` : `</${key}:${id}>`;
}
