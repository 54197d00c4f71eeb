import type { APIComponentInContainer } from 'discord-api-types/v10';
import type { JudgeRules } from '../../../db/repo/judge-rules.ts';
import type { Promotion } from '../../../db/repo/promotions.ts';
import { challengeId, judgeId, rulesId } from '../custom-id.ts';
import type { Words } from '../words/words.ts';
import { button, buttons, file, text, type ViewFile } from './blocks.ts';
import { madeByWords } from './made-by.ts';
import { ruleList } from './rule-list.ts';
import { judgeName, type Shadow, shadowParts } from './shadow.ts';

/** What the judge's section shows besides the settings. */
export interface JudgePage {
  /** Who judges as saved, and as the panel would save it. Whole names. */
  saved: string;
  shown: string;
  /** The judge shown, and the server's own setting, as codes for a custom_id. */
  codes: { judge: string; saved: string };
  /** Why the judge shown can be given no rules. null: it can. */
  whyNoRules: keyof Words['judge']['whyNot'] | null;
  /** The rules that the judge shown goes by. */
  list: JudgeRules | null;
  /** The server's lists, by version, for the menu. */
  lists: ReadonlyMap<number, JudgeRules>;
  shadow: Shadow | null;
  /** The promotion that can be undone. */
  undoable: Promotion | null;
}

/** The judge's section, and the file of its rules. `room`: the characters that are left for the rules. */
export function judgeParts(
  words: Words,
  page: JudgePage,
  menu: readonly APIComponentInContainer[],
  room: number,
): { parts: APIComponentInContainer[]; files: ViewFile[] } {
  const { judge } = words;
  const { list, shadow, undoable, whyNoRules } = page;
  const isSaved = page.saved === page.shown;
  const { list: lines, cut } = list ? ruleList(list.rules, room) : { list: '', cut: false };
  // The line below the list stands alone: Discord would read it as part of the last rule.
  const says = list
    ? [
        lines === '' ? judge.rules(list.version) : `${judge.rules(list.version)}\n${lines}`,
        `-# ${madeByWords(words, list)}${cut ? ` ${judge.rulesCut}` : ''}`,
      ]
    : [whyNoRules ? `-# ${judge.whyNot[whyNoRules]}` : judge.noRules];
  const edit = rulesId.write({ judge: page.codes.judge, from: list?.version ?? 0, saved: page.codes.saved });
  const row = [
    ...(whyNoRules ? [] : [button(list ? judge.edit : judge.write, edit)]),
    ...(shadow ? [] : [button(judge.compare, challengeId.write({}))]),
    ...(undoable ? [button(judge.goBack, judgeId.write({ act: 'back', id: undoable.id }))] : []),
  ];
  return {
    parts: [
      text(isSaved ? judge.judges(judgeName(page.shown)) : judge.notYet(judgeName(page.shown))),
      ...menu,
      ...says.map(text),
      ...(cut ? [file(judge.rulesFile)] : []),
      ...(row.length > 0 ? [buttons(...row)] : []),
      ...(shadow ? shadowParts(words, shadow) : [text(`-# ${judge.noShadow}`)]),
    ],
    files: cut && list ? [{ name: judge.rulesFile, text: list.rules.join('\n') }] : [],
  };
}
