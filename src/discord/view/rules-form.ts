import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord-api-types/v10';
import type { JudgeRules } from '../../../db/repo/judge-rules.ts';
import { RULES, type RuleProblem } from '../../judge/rules.ts';
import { rulesAgainId, rulesId, settingsId } from '../custom-id.ts';
import type { Words } from '../words/words.ts';
import { accents, button, buttons, container, file, type MessageView, text } from './blocks.ts';
import { ruleList } from './rule-list.ts';
import { judgeName } from './shadow.ts';

/** The custom_id of the form's field. */
export const RULES_FIELD = 'rules';
/** The most that Discord takes in a text input. */
export const FORM_LENGTH = 4000;

type Id = Parameters<typeof rulesId.write>[0];

/** The form of **Edit rules**: a rule a line. `value`: at most FORM_LENGTH characters. */
export const rulesForm = ({ judge }: Words, id: Id, value: string): APIModalInteractionResponseCallbackData => ({
  custom_id: rulesId.write(id),
  title: judge.formTitle,
  components: [
    {
      type: ComponentType.Label,
      label: judge.formLabel,
      description: judge.formNote(RULES.most, RULES.length),
      component: {
        type: ComponentType.TextInput,
        custom_id: RULES_FIELD,
        style: TextInputStyle.Paragraph,
        required: false,
        max_length: FORM_LENGTH,
        ...(value === '' ? {} : { value }),
      },
    },
  ],
});

/** Lines beyond these are not named one by one. */
const PROBLEMS = 12;

/** What is wrong with the lines that were typed. */
export const rulesProblemView = (words: Words, id: Id, problems: readonly RuleProblem[], typed: string): MessageView =>
  givenBack(
    words,
    id,
    [
      words.judge.notSaved,
      ...problems.slice(0, PROBLEMS).map(({ line, kind }) => {
        const { problems: say } = words.judge;
        return kind === 'twice' ? say.twice(line) : say[kind](line, kind === 'too-long' ? RULES.length : RULES.most);
      }),
    ],
    typed,
  );

/** That another manager was quicker. `id` is of a form that goes by what stands there now. */
export const rulesMovedView = (
  words: Words,
  id: Id,
  now: { name: string; list: JudgeRules | null },
  typed: string,
): MessageView =>
  givenBack(
    words,
    id,
    [
      words.judge.moved(judgeName(now.name)),
      ...(now.list ? [ruleList(now.list.rules, 2500).list] : []),
      words.judge.movedNext,
    ],
    typed,
  );

/** What was typed stands in a file, from which the form can be filled again. */
function givenBack({ judge }: Words, id: Id, lines: readonly string[], typed: string): MessageView {
  const keep = typed.trim() !== '';
  return {
    components: [
      container(accents.failed, [
        text(lines.join('\n') + (keep ? `\n-# ${judge.typed}` : '')),
        ...(keep ? [file(judge.typedFile)] : []),
        buttons(
          button(judge.again, rulesAgainId.write(id)),
          button(judge.backToSettings, settingsId.write({ act: 'show', page: 'judge' })),
        ),
      ]),
    ],
    files: keep ? [{ name: judge.typedFile, text: typed }] : [],
  };
}
