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
export function helpView(words: Words, role: Role): MessageView {
  const { help } = words;
  const parts = roles.slice(0, roles.indexOf(role) + 1).map((one) => ({
    heading: help.roles[one],
    lines: names.filter((key) => helpRoles[key] === one).map((key) => lineOf(words, key, help.lines[key])),
  }));
  return page(help.title, parts, help.note);
}

/** The same outside of servers. Away from its own direct messages the bot offers no `/my-votes`. */
export function helpOutsideView(words: Words, where: 'direct' | 'away'): MessageView {
  const { outside, lines } = words.help;
  const shown = [
    lineOf(words, 'ask', outside.ask),
    lineOf(words, 'Ask the tribunal', lines['Ask the tribunal']),
    ...(where === 'direct' ? [lineOf(words, 'my-votes', outside['my-votes'])] : []),
    ...(['quota', 'privacy', 'help'] as const).map((key) => lineOf(words, key, lines[key])),
  ];
  return page(outside.title, [{ heading: outside.you, lines: shown }], outside.note);
}

function lineOf({ commands }: Words, key: (typeof names)[number], what: string): string {
  const { name } = commands[key];
  return `- ${/^[a-z]/.test(key) ? `\`/${name}\`` : `**${name}**`} – ${what}`;
}

const page = (title: string, parts: readonly { heading: string; lines: readonly string[] }[], note: string) => ({
  components: [
    container(accents.judge, [
      text(`### ${title}`),
      ...parts.flatMap(({ heading, lines }) => [separator(), text(`**${heading}**\n${lines.join('\n')}`)]),
      separator(),
      text(`-# ${note}`),
    ]),
  ],
  files: [],
});
