import { ButtonStyle } from 'discord-api-types/v10';
import type { DraftState } from '../../policy/settings-draft.ts';
import {
  pageNames,
  type SettingChange,
  type SettingPage,
  type SettingPools,
  settingChanges,
} from '../../policy/settings-fields.ts';
import { settingsId } from '../custom-id.ts';
import { accents, button, buttons, container, type MessageView, separator, text } from './blocks.ts';
import { pageParts } from './settings-parts.ts';
import { changeLine } from './settings-words.ts';

const titles: Readonly<Record<SettingPage, string>> = {
  asking: 'Asking',
  answers: 'Answers',
  voting: 'Voting',
  limits: 'Limits',
};

export interface Panel {
  page: SettingPage;
  draft: DraftState;
  pools: SettingPools;
  /** What was just done, or could not be done. */
  said?: string;
}

/** `/settings`: one section at a time; what was changed and not saved stands below it, whatever the section. */
export function settingsView({ page, draft, pools, said }: Panel): MessageView {
  const values = { ...draft.saved, ...draft.change };
  const changes = settingChanges(draft.saved, values);
  const act = (label: string, name: 'save' | 'discard', style?: ButtonStyle.Primary) =>
    button(label, settingsId.write({ act: name, page }), style);
  return {
    components: [
      container(changes.length > 0 ? accents.voting : accents.judge, [
        ...(said ? [text(said)] : []),
        text(`### Settings: ${titles[page]}${values.stopped ? '\n⛔ Questions are stopped on this server.' : ''}`),
        buttons(
          ...pageNames.map((name) =>
            button(
              titles[name],
              settingsId.write({ act: 'show', page: name }),
              name === page ? ButtonStyle.Primary : ButtonStyle.Secondary,
            ),
          ),
        ),
        ...pageParts(page, values, pools),
        separator(),
        ...(changes.length === 0
          ? [text('-# Nothing is changed. What you change here is shown before it is saved.')]
          : [
              text(`**Not saved yet**\n${changesOf(changes, pools)}`),
              buttons(act('Save', 'save', ButtonStyle.Primary), act('Discard', 'discard')),
            ]),
      ]),
    ],
    files: [],
  };
}

/** Discord takes 4,000 characters of text: of long lists only the beginning is shown. */
const MOST_CHARACTERS = 1400;

export function changesOf(changes: readonly SettingChange[], pools: SettingPools): string {
  const lines = changes.map((change) => changeLine(change, pools));
  const all = lines.join('\n');
  if (all.length <= MOST_CHARACTERS) return all;
  const each = Math.floor(MOST_CHARACTERS / lines.length);
  return lines
    .map((line) => (line.length > each ? `${line.slice(0, line.lastIndexOf(',', each) + 1 || each)} …` : line))
    .join('\n');
}
