import { type APIStringSelectComponent, ComponentType } from 'discord-api-types/v10';
import { shortened } from '../../graphemes.ts';
import { type Case, inOrder } from '../../research/disagreements.ts';
import { FEWEST_FOR_MAJORITY, type Stance, stances } from '../../terms.ts';
import { casesId, casesOfId, openCaseId } from '../custom-id.ts';
import { oneLine } from '../plain-text.ts';
import { limits } from '../sizes.ts';
import type { Words } from '../words/words.ts';
import {
  accents,
  button,
  buttons,
  container,
  type MessageView,
  quoteLine,
  relativeTime,
  separator,
  text,
} from './blocks.ts';
import { modelLabel } from './candidate-name.ts';

/** Cases on one page. */
export const CASES_SHOWN = 6;

/** Which cases are listed. `code` stands for the judge in custom_ids. */
export interface CaseScope {
  days: number;
  judge: { name: string | null; code: string };
  stance: Stance;
}

/** The part of a custom_id that says which cases are listed. */
export const scopeIn = ({ days, judge, stance }: CaseScope) => ({ days, judge: judge.code, stance });

/**
 * `/disagreements`: a page of the cases of one kind. A page out of range becomes the nearest one.
 *
 * @param questions the questions by ask, at least those of this page. An emptied question is empty.
 */
export function disagreementsView(
  words: Words,
  cases: readonly Case[],
  questions: ReadonlyMap<string, string>,
  scope: CaseScope,
  page: number,
): MessageView {
  const { disagreements } = words;
  const { listed, from, at, last } = pageOf(cases, scope.stance, page);
  const shown = listed.slice(from, from + CASES_SHOWN);
  const go = (to: number) => casesId.write({ ...scopeIn(scope), page: to });
  const line = (one: Case, i: number) =>
    text(`**${from + i + 1}.** ${questionWords(words, one, questions, 90)}\n-# ${figures(words, one)}`);
  return {
    components: [
      container(accents.judge, [
        text(
          [
            `### ${disagreements.title}`,
            `-# ${disagreements.scope(scope.days, scope.judge.name === null ? null : modelLabel(scope.judge.name))}`,
            ...(cases.some(({ ballot }) => ballot.simulated) ? [`-# ${disagreements.simulated}`] : []),
          ].join('\n'),
        ),
        row(stanceMenu(words, cases, scope)),
        separator(),
        ...(shown.length === 0 ? [text(disagreements.none)] : shown.map(line)),
        ...(shown.length === 0 ? [] : [row(caseMenu(words, shown, questions, scope, from))]),
        separator(),
        text(
          `-# ${[
            ...(shown.length === 0 ? [] : [disagreements.page(from + 1, from + shown.length, listed.length), '·']),
            ...(scope.stance === 'differ' && listed.length > 1 ? [disagreements.ordered] : []),
            disagreements.fewest(FEWEST_FOR_MAJORITY),
          ].join(' ')}`,
        ),
      ]),
      ...(last === 0
        ? []
        : [
            // custom_ids must be unique in a message, even of disabled buttons.
            buttons(
              button(disagreements.previous, go(at > 0 ? at - 1 : 998), undefined, { disabled: at === 0 }),
              button(disagreements.next, go(at < last ? at + 1 : 999), undefined, { disabled: at >= last }),
            ),
          ]),
    ],
    files: [],
  };
}

/** The cases of a page in their order, so that their questions can be read. */
export function pageOf(cases: readonly Case[], stance: Stance, page: number) {
  const listed = inOrder(cases, stance);
  const last = Math.max(0, Math.ceil(listed.length / CASES_SHOWN) - 1);
  const at = Math.min(Math.max(0, page), last);
  return { listed, at, last, from: at * CASES_SHOWN };
}

const row = (menu: APIStringSelectComponent) => ({ type: ComponentType.ActionRow as const, components: [menu] });

function stanceMenu({ disagreements }: Words, cases: readonly Case[], scope: CaseScope): APIStringSelectComponent {
  const { stance: _, ...rest } = scopeIn(scope);
  return {
    type: ComponentType.StringSelect,
    custom_id: casesOfId.write(rest),
    options: stances.map((value) => {
      const { label, description } = disagreements.stances[value];
      const count = cases.filter(({ stance }) => stance === value).length;
      return { label: disagreements.option(label, count), description, value, default: value === scope.stance };
    }),
  };
}

const caseMenu = (
  words: Words,
  shown: readonly Case[],
  questions: ReadonlyMap<string, string>,
  scope: CaseScope,
  from: number,
): APIStringSelectComponent => ({
  type: ComponentType.StringSelect,
  custom_id: openCaseId.write(scopeIn(scope)),
  placeholder: words.disagreements.open,
  options: shown.map((one, i) => ({
    label: shortened(`${from + i + 1}. ${plainQuestion(words, one, questions)}`, limits.optionText),
    description: shortened(shortFigures(words, one), limits.optionText),
    value: one.ballot.askId,
  })),
});

const questionOf = ({ ballot }: Case, questions: ReadonlyMap<string, string>) => questions.get(ballot.askId) ?? '';

const questionWords = (words: Words, one: Case, questions: ReadonlyMap<string, string>, max: number) =>
  questionOf(one, questions) === '' ? `*${words.asking.emptied}*` : quoteLine(questionOf(one, questions), max);

const plainQuestion = (words: Words, one: Case, questions: ReadonlyMap<string, string>) =>
  oneLine(questionOf(one, questions), 20 * limits.optionText) || words.asking.emptied;

const figures = (words: Words, one: Case) => `${shortFigures(words, one)} · ${relativeTime(one.ballot.createdAt)}`;

const shortFigures = ({ disagreements, percent }: Words, { ballot: { stated }, told }: Case) =>
  `${stated === null ? disagreements.judgeUnknown : disagreements.judgeShort(percent(stated))} · ${disagreements.votesShort(told.pick, told.opponent)}`;
