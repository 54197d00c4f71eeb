import { ButtonStyle } from 'discord-api-types/v10';
import type { Ask } from '../../../db/repo/asks.ts';
import type { PrivacyAct } from '../../privacy/acts.ts';
import { privacyId } from '../custom-id.ts';
import type { Words } from '../words/words.ts';
import {
  accents,
  button,
  buttons,
  container,
  file,
  type MessageView,
  quoteLine,
  relativeTime,
  text,
} from './blocks.ts';

/** What is stored about one person. */
export interface Kept {
  asks: number;
  /** Other people's asks that hold this person's words. */
  lent: number;
  votes: number;
  takesPart: boolean;
}

const act = (label: string, name: PrivacyAct, style?: ButtonStyle.Danger) =>
  button(label, privacyId.write({ act: name }), style);

/**
 * `/privacy`: what is stored about a person, and what they can do about it. `said` tells what was just done.
 */
export function privacyView({ privacy }: Words, kept: Kept, retentionDays: number, said = ''): MessageView {
  return {
    components: [
      container(accents.judge, [
        ...(said === '' ? [] : [text(`✅ ${said}`)]),
        text(`### ${privacy.title}\n${privacy.kept(retentionDays)}`),
        text(privacy.counts(kept.asks, kept.lent, kept.votes, kept.takesPart)),
        buttons(
          act(privacy.show, 'mine'),
          act(privacy.export, 'export'),
          act(privacy.delete, 'delete', ButtonStyle.Danger),
        ),
        text(`### ${privacy.research}\n${kept.takesPart ? privacy.taking : privacy.notTaking}`),
        buttons(kept.takesPart ? act(privacy.leave, 'leave') : act(privacy.join, 'join')),
      ]),
    ],
    files: [],
  };
}

/** **Show mine**: the newest questions, one line each. */
export function mineView({ privacy }: Words, kept: Kept, newest: readonly Ask[]): MessageView {
  const lines = newest.map(
    ({ prompt, createdAt, purgedAt }) =>
      `- ${relativeTime(createdAt)}: ${purgedAt ? privacy.emptied : quoteLine(prompt, 120)}`,
  );
  return {
    components: [
      container(accents.judge, [
        text(
          `### ${privacy.mineTitle}\n${privacy.mineCounts(kept.asks, kept.lent, kept.votes)}${
            lines.length === 0 ? '' : `\n\n${privacy.newest}\n${lines.join('\n')}`
          }\n-# ${privacy.exportHint}`,
        ),
        buttons(act(privacy.export, 'export'), act(privacy.back, 'panel')),
      ]),
    ],
    files: [],
  };
}

/** The confirmation before all of it is deleted. */
export const confirmEraseView = ({ privacy }: Words, kept: Kept): MessageView => ({
  components: [
    container(accents.failed, [
      text(
        `### ${privacy.confirmTitle}\n${privacy.confirm(kept.asks, kept.lent, kept.votes)}\n-# ${privacy.confirmNote}`,
      ),
      buttons(act(privacy.deleteAll, 'erase', ButtonStyle.Danger), act(privacy.keep, 'panel')),
    ]),
  ],
  files: [],
});

/** **Export mine**: all of it as a JSON file. */
export const exportedView = ({ privacy }: Words, json: string): MessageView => ({
  components: [
    container(accents.judge, [
      text(`### ${privacy.title}\n${privacy.exported}`),
      file(exportName),
      buttons(act(privacy.back, 'panel')),
    ]),
  ],
  files: [{ name: exportName, text: json }],
});
const exportName = 'my-tribunal-data.json';
