import { ButtonStyle } from 'discord-api-types/v10';
import type { Ask } from '../../../db/repo/asks.ts';
import type { PrivacyAct } from '../../policy/privacy-acts.ts';
import { privacyId } from '../custom-id.ts';
import {
  accents,
  button,
  buttons,
  container,
  file,
  type MessageView,
  plural,
  quoteLine,
  relativeTime,
  text,
} from './blocks.ts';

/** What is kept of one person. */
export interface Kept {
  asks: number;
  votes: number;
  takesPart: boolean;
}

const act = (label: string, name: PrivacyAct, style?: ButtonStyle.Danger) =>
  button(label, privacyId.write({ act: name }), style);

/** `/privacy`: what is stored, and what a person can do about it. `said` tells what was just done. */
export function privacyView(kept: Kept, retentionDays: number, said = ''): MessageView {
  return {
    components: [
      container(accents.judge, [
        ...(said === '' ? [] : [text(`✅ ${said}`)]),
        text(
          `### Your data\n- **Your questions, the answers and the judge’s reasoning.** Their texts are emptied after ${plural(retentionDays, 'day')}, or sooner where the server wants that.\n- **Your votes**, under a code in place of your name, and **what your questions cost**. These stay, as figures.\n- Questions go to the model providers that this bot’s operator has chosen. Nothing is sold.`,
        ),
        text(
          `You have **${plural(kept.asks, 'question')}** and **${plural(kept.votes, 'vote')}** here, and you **${kept.takesPart ? 'take part' : 'do not take part'}** in research.`,
        ),
        buttons(
          act('Show mine', 'mine'),
          act('Export mine', 'export'),
          act('Delete mine', 'delete', ButtonStyle.Danger),
        ),
        text(
          `### Research\n${
            kept.takesPart
              ? 'Your votes may be published one by one: which answer you chose, when, and why if you said so. So may the questions that you ask in public, with their answers. In place of your name and id stands a code. What is published already cannot be called back.'
              : 'If you take part, your votes may be published one by one: which answer you chose, when, and why if you said so. So may the questions that you ask in public, with their answers. In place of your name and id stands a code; questions that you ask in private never go out. If you don’t, your votes count only in totals. You can stop at any time.'
          }`,
        ),
        buttons(kept.takesPart ? act('Stop taking part', 'leave') : act('Take part in research', 'join')),
      ]),
    ],
    files: [],
  };
}

/** **Show mine**: the newest questions, one line each. */
export function mineView(kept: Kept, newest: readonly Ask[]): MessageView {
  const lines = newest.map(
    ({ prompt, createdAt, purgedAt }) =>
      `- ${relativeTime(createdAt)}: ${purgedAt ? '*text emptied*' : quoteLine(prompt, 120)}`,
  );
  return {
    components: [
      container(accents.judge, [
        text(
          `### What is kept of you\n${plural(kept.asks, 'question')}, ${plural(kept.votes, 'vote')}.${
            lines.length === 0 ? '' : `\n\nYour newest questions:\n${lines.join('\n')}`
          }\n-# **Export mine** gives you all of it, in full.`,
        ),
        buttons(act('Export mine', 'export'), act('Back', 'panel')),
      ]),
    ],
    files: [],
  };
}

/** The step before everything is gone. */
export const confirmEraseView = (kept: Kept): MessageView => ({
  components: [
    container(accents.failed, [
      text(
        `### Delete everything of yours?\nYour ${plural(kept.asks, 'question')} with all answers, the votes that others cast on them, your ${plural(kept.votes, 'vote')} and your decisions about research are deleted at once, on every server. My answers in Discord are replaced by a note. **This cannot be undone.**\n-# What your questions cost stays in the books without your name. Messages that you wrote yourself are yours to delete in Discord.`,
      ),
      buttons(act('Delete all of it', 'erase', ButtonStyle.Danger), act('Keep it', 'panel')),
    ]),
  ],
  files: [],
});

/** **Export mine**: all of it as a file. */
export const exportedView = (json: string): MessageView => ({
  components: [
    container(accents.judge, [
      text('### Your data\nAll that is kept of you is in this file. Only you can see this message.'),
      file(exportName),
      buttons(act('Back', 'panel')),
    ]),
  ],
  files: [{ name: exportName, text: json }],
});
const exportName = 'my-tribunal-data.json';
