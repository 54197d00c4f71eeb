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
export function helpView(words: Words, role: Role, links: HelpLinks = {}): MessageView {
  const { help } = words;
  const parts = roles.slice(0, roles.indexOf(role) + 1).map((one) => ({
    heading: help.roles[one],
    lines: names.filter((key) => helpRoles[key] === one).map((key) => lineOf(words, key, help.lines[key], links)),
  }));
  const said = { heading: help.wordsTitle, lines: help.words.map((one) => `- ${one}`) };
  return page(words, help.title, [...parts, said], help.note, links);
}

/** The same outside of servers. Away from its own direct messages the bot offers no `/my-votes`. */
export function helpOutsideView(words: Words, where: 'direct' | 'away', links: HelpLinks = {}): MessageView {
  const { outside, lines } = words.help;
  const shown = [
    lineOf(words, 'ask', outside.ask, links),
    lineOf(words, 'Ask the tribunal', lines['Ask the tribunal'], links),
    ...(where === 'direct' ? [lineOf(words, 'my-votes', outside['my-votes'], links)] : []),
    ...(['quota', 'privacy', 'help'] as const).map((key) => lineOf(words, key, lines[key], links)),
  ];
  return page(words, outside.title, [{ heading: outside.you, lines: shown }], outside.note, links);
}

type Named = (typeof names)[number];

const lineOf = ({ commands }: Words, key: Named, what: string, { ids }: HelpLinks): string =>
  `- ${named(commands[key].name, key, ids?.get(key))} – ${what}`;

/** A slash command as what can be clicked, or as code. A command of a message's menu has a name alone. */
function named(name: string, key: string, id: string | undefined): string {
  if (!/^[a-z]/.test(key)) return `**${name}**`;
  return id === undefined ? `\`/${name}\`` : `</${key}:${id}>`;
}

const page = (
  { help }: Words,
  title: string,
  parts: readonly { heading: string; lines: readonly string[] }[],
  note: string,
  { guide }: HelpLinks,
): MessageView => ({
  components: [
    container(accents.judge, [
      text(`### ${title}`),
      ...parts.flatMap(({ heading, lines }) => [separator(), text(`**${heading}**\n${lines.join('\n')}`)]),
      separator(),
      text(`-# ${note}${guide === undefined ? '' : ` ${help.guide(guide)}`}`),
    ]),
  ],
  files: [],
});
