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

/** `/help`: what this person can do here. */
export function helpView({ help, commands }: Words, role: Role): MessageView {
  const line = (key: (typeof names)[number]) => {
    const { name } = commands[key];
    return `- ${/^[a-z]/.test(key) ? `\`/${name}\`` : `**${name}**`} – ${help.lines[key]}`;
  };
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
        text(`-# ${help.note}`),
      ]),
    ],
    files: [],
  };
}
