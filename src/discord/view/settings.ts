import { type APIComponentInContainer, ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { beginning } from '../../graphemes.ts';
import type { DraftState } from '../../settings/draft.ts';
import {
  pageNames,
  type SettingChange,
  type SettingPage,
  type SettingPools,
  settingChanges,
} from '../../settings/fields.ts';
import { settingsId } from '../custom-id.ts';
import { limits } from '../sizes.ts';
import type { Words } from '../words/words.ts';
import { accents, button, buttons, container, type MessageView, separator, text } from './blocks.ts';
import { type JudgePage, judgeParts } from './judge-page.ts';
import { pageParts } from './settings-parts.ts';
import { changeLine } from './settings-words.ts';

/** The state of the `/settings` panel. */
export interface Panel {
  page: SettingPage;
  draft: DraftState;
  pools: SettingPools;
  /** The result of the last press. */
  said?: string;
  /** What the bot lacks to open the threads that are switched on, in words. '' or absent: nothing. */
  threadRights?: string;
  /** What the judge's section shows besides. */
  judge?: JudgePage;
}

/**
 * `/settings`: one section at a time. Below it stand all changes that are not saved yet, of every section.
 */
export function settingsView(words: Words, { page, draft, pools, said, threadRights = '', judge }: Panel): MessageView {
  const { settings } = words;
  const values = { ...draft.saved, ...draft.change };
  const changes = settingChanges(draft.saved, values);
  const act = (label: string, name: 'save' | 'discard', style?: ButtonStyle.Primary) =>
    button(label, settingsId.write({ act: name, page }), style);
  const head = [
    ...(said ? [text(said)] : []),
    text(`### ${settings.title(settings.pages[page])}${values.stopped ? `\n${settings.areStopped}` : ''}`),
    buttons(
      ...pageNames.map((name) =>
        button(
          settings.pages[name],
          settingsId.write({ act: 'show', page: name }),
          name === page ? ButtonStyle.Primary : ButtonStyle.Secondary,
        ),
      ),
    ),
  ];
  const foot = [
    separator(),
    ...(changes.length === 0
      ? [text(`-# ${settings.nothingChanged}`)]
      : [
          text(`**${settings.notSaved}**\n${changesOf(words, changes, pools)}`),
          buttons(act(settings.save, 'save', ButtonStyle.Primary), act(settings.discard, 'discard')),
        ]),
  ];
  const fields = pageParts(words, page, values, pools, threadRights, judge?.lists);
  const show = (room: number) => (judge ? judgeParts(words, judge, fields, room) : { parts: fields, files: [] });
  // Rules get the characters that all else leaves.
  const { parts, files } = show(limits.textTotal - charactersOf([...head, ...show(0).parts, ...foot]) - SPARE);
  const accent = changes.length > 0 ? accents.voting : accents.judge;
  return { components: [container(accent, [...head, ...parts, ...foot])], files };
}

/** For the line that says that the list was shortened, and the line break in front of it. */
const SPARE = 10;

const charactersOf = (parts: readonly APIComponentInContainer[]): number =>
  parts.reduce((sum, part) => sum + (part.type === ComponentType.TextDisplay ? part.content.length : 0), 0);

/** A message holds 4,000 characters. When the changes are longer than this, each line is cut. */
const MOST_CHARACTERS = 1400;

/** Lists changes, one a line. */
export function changesOf(words: Words, changes: readonly SettingChange[], pools: SettingPools): string {
  const lines = changes.map((change) => changeLine(words, change, pools));
  const all = lines.join('\n');
  if (all.length <= MOST_CHARACTERS) return all;
  const each = Math.floor(MOST_CHARACTERS / lines.length);
  return lines
    .map((line) => (line.length > each ? `${beginning(line, line.lastIndexOf(',', each) + 1 || each)} …` : line))
    .join('\n');
}
