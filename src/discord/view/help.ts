import { accents, container, type MessageView, separator, text } from './blocks.ts';

/** Who a line of the help is for; those further down may do what stands above as well. */
export const roles = ['member', 'moderator', 'manager'] as const;
export type Role = (typeof roles)[number];

const titles: Readonly<Record<Role, string>> = {
  member: 'What you can do',
  moderator: 'As a moderator',
  manager: 'As somebody who manages this server',
};

/** One line a command, by its name as Discord shows it. A test holds that none is missing. */
export const helpLines: Readonly<Record<string, { role: Role; line: string }>> = {
  ask: { role: 'member', line: 'several answers, judged; vote blind on the best two, or on all with `voting: ballot`' },
  agreement: { role: 'member', line: 'how often you all and the judge agree' },
  quota: { role: 'member', line: 'what you may still ask today' },
  privacy: { role: 'member', line: 'see, take away or delete what is kept of you' },
  help: { role: 'member', line: 'this' },
  'Ask the tribunal': { role: 'member', line: 'in a message’s menu (right click, Apps): ask what it says' },
  reasoning: { role: 'moderator', line: 'how the judge compared the replies' },
  'Judge’s reasoning': { role: 'moderator', line: 'the same, in the menu of an answer' },
  reports: { role: 'moderator', line: 'answers that people reported' },
  block: { role: 'moderator', line: 'keep somebody from asking and voting here' },
  setup: { role: 'manager', line: 'three steps to begin with, and whether I may do there what I must' },
  settings: { role: 'manager', line: 'who may ask and where, models, judge, voting, limits' },
  export: { role: 'manager', line: 'the counts of this server’s votes as a file' },
};

/** `/help`: what this person can do here. */
export function helpView(role: Role): MessageView {
  const shown = roles.slice(0, roles.indexOf(role) + 1);
  const parts = shown.map((one) => {
    const lines = Object.entries(helpLines)
      .filter(([, { role: whose }]) => whose === one)
      .map(([name, { line }]) => `- ${/^[a-z]/.test(name) ? `\`/${name}\`` : `**${name}**`} – ${line}`);
    return text(`**${titles[one]}**\n${lines.join('\n')}`);
  });
  return {
    components: [
      container(accents.judge, [
        text(
          '### Tribunal writes several answers, has a judge that thinks pick the best, and lets you vote without knowing which.',
        ),
        ...parts.flatMap((part) => [separator(), part]),
        separator(),
        text(
          '-# Mention me or reply to me, and I answer with one reply. **Report** below an answer reaches the moderators.',
        ),
      ]),
    ],
    files: [],
  };
}
