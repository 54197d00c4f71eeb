import { plural } from '../plural.ts';

const list = new Intl.ListFormat('en');

/** `/setup`, and the greeting in a new server. */
export const setup = {
  hello: 'Hello! I am Tribunal.',
  whatIDo:
    'Ask me with `/ask`: I write several answers, let a reasoning judge pick the best one, and let you all vote without knowing which it is.',
  threeSteps: 'If you manage this server: three steps, and I am ready.',
  setUp: 'Set up',
  title: 'Set up Tribunal on this server',
  intro: 'Each choice is saved at once. `/settings` has all the rest.',
  askStep: 'Step 1: where may people ask?',
  askNote: 'Nothing chosen: everywhere. Threads belong to their channel.',
  everywhere: 'Everywhere',
  reportStep: 'Step 2: where do reports go?',
  reportNote: 'Below every answer members can press **Report**. Choose a channel that only moderators see.',
  nowhere: 'Nowhere: /reports shows them',
  tryStep: 'Step 3: try it',
  tryNote: 'Everybody in this channel sees the question and the answers, and can vote.',
  notHere: (channel: string) =>
    `Questions are not taken in this channel. Go to ${channel} and type \`/ask\`, or choose this one above too.`,
  /** The example question: short, and clear to everybody. */
  firstQuestion: 'Why is the sky blue?',
  askIt: (question: string) => `Ask “${question}”`,
  again: 'Look again',
  unknownRights: '⚠️ Discord does not tell me right now what I may do there. Press **Look again** in a minute.',
  allRights: (channels: string) => `✅ I have every permission that I need in ${channels}.`,
  invisible: (channel: string) =>
    `⚠️ I cannot see ${channel}. Open **Edit Channel → Permissions**, add me, and allow **View Channel**, **Send Messages**, **Send Messages in Threads**, **Attach Files** and **Read Message History**.`,
  lacking: (channel: string, names: readonly string[]) =>
    `⚠️ In ${channel} I lack ${list.format(names.map((name) => `**${name}**`))}. Open **Edit Channel → Permissions**, add me, and allow ${names.length > 1 ? 'them' : 'it'}.`,
  moreChannels: (count: number) => `… and ${plural(count, 'more channel')}.`,
  thenAgain: 'Then press **Look again**.',
  /** Permissions, as Discord's own client names them in this language. */
  rights: {
    'View Channel': 'View Channel',
    'Send Messages': 'Send Messages',
    'Send Messages in Threads': 'Send Messages in Threads',
    'Attach Files': 'Attach Files',
    'Read Message History': 'Read Message History',
    'Create Public Threads': 'Create Public Threads',
  },
};
