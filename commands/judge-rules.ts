import { type ButtonInteraction, ComponentType, PermissionFlagsBits } from 'discord.js';
import { judgeRulesOfGuild } from '../db/repo/judge-rules.ts';
import { type OfferedFile, readQuestionFile } from '../src/asks/question-file.ts';
import { rulesAgainId, rulesId } from '../src/discord/custom-id.ts';
import { nameCode } from '../src/discord/name-code.ts';
import { problemView } from '../src/discord/view/problem.ts';
import {
  FORM_LENGTH,
  RULES_FIELD,
  rulesForm,
  rulesMovedView,
  rulesProblemView,
} from '../src/discord/view/rules-form.ts';
import { type RulesSaving, readTypedRules, saveRules } from '../src/settings/edit-rules.ts';
import { judgeInCharge, mayTakeRules, poolsOf } from '../src/settings/settings.ts';
import { button, type CommandDeps, form } from './command.ts';
import { savedCode } from './judge-panel.ts';
import { managerOf, showSettings } from './show-settings.ts';

const permission = PermissionFlagsBits.ManageGuild;
type Id = Parameters<typeof rulesId.write>[0];

/** **Edit rules**: opens a form that is filled with the rules of the judge shown. */
export const rulesOpened = button(rulesId, {
  permission,
  runsFirst: true,
  acknowledge: () => 'ephemeral',
  async run(interaction, id, deps) {
    const lists = await judgeRulesOfGuild(deps.database.db, interaction.guildId ?? '');
    const list = lists.find(({ version }) => version === id.from);
    await openForm(interaction, id, list?.rules.join('\n') ?? '', deps);
  },
});

/** **Open the form again**: filled with what was typed, which stands in the message's file. */
export const rulesReopened = button(rulesAgainId, {
  permission,
  runsFirst: true,
  acknowledge: () => 'ephemeral',
  async run(interaction, id, deps) {
    const typed = fileOf(interaction);
    const read = typed ? await readQuestionFile(typed) : { text: '' };
    // The file stays where it is, so that nothing is lost.
    if (!('text' in read)) return deps.whisper(interaction, problemView(deps.words, [deps.words.judge.formLate]));
    await openForm(interaction, id, read.text, deps);
  },
});

/** @returns the file that a message shows; null: it shows none */
function fileOf({ message }: ButtonInteraction): OfferedFile | null {
  const shown = message.components
    .flatMap((part) => (part.type === ComponentType.Container ? part.components : []))
    .find((part) => part.type === ComponentType.File);
  return shown ? { name: 'rules', url: shown.file.url, size: 0, contentType: null } : null;
}

async function openForm(interaction: ButtonInteraction, id: Id, value: string, deps: CommandDeps): Promise<void> {
  const { judge, settings } = deps.words;
  const refuse = (problem: string) => deps.whisper(interaction, problemView(deps.words, [problem]));
  if (!judgeOf(id, deps)) return refuse(settings.choiceGone);
  // Only rules that no form has made are so long.
  if (value.length > FORM_LENGTH) return refuse(judge.tooLongForForm);
  await deps.openForm(
    interaction,
    { form: rulesForm(deps.words, id, value) },
    problemView(deps.words, [judge.formLate]),
  );
}

/** @returns the judge that a custom_id means, or null when it is not offered or can be given no rules */
const judgeOf = ({ judge: code }: Id, { config }: CommandDeps): string | null =>
  poolsOf(config).judges.find((name) => nameCode(name) === code && mayTakeRules(config, name)) ?? null;

/** The form of **Edit rules**, submitted: a new version, which judges at once. */
export const rulesTyped = form(rulesId, {
  permission,
  acknowledge: () => 'update',
  async run(interaction, id, deps) {
    const { config, database, words } = deps;
    const typed = interaction.fields.getTextInputValue(RULES_FIELD);
    const judge = judgeOf(id, deps);
    if (!judge) return showSettings(interaction, 'judge', deps, words.settings.choiceGone);
    const { rules, problems } = readTypedRules(typed);
    if (problems.length > 0) return deps.respond(interaction, rulesProblemView(words, id, problems, typed));
    const saving = await saveRules(database, managerOf(interaction, deps), {
      ...{ judge, rules, editedFrom: id.from === 0 ? null : id.from },
      without: judge === config.JUDGE_MODEL ? null : judge,
      isStillOn: (saved) => savedCode(saved) === id.saved,
    });
    if (saving.kind !== 'moved') return showSettings(interaction, 'judge', deps, savedWords(saving, deps));
    const next = { ...id, saved: savedCode(saving.saved) };
    const now = { name: judgeInCharge(config, saving.saved), list: saving.list };
    await deps.respond(interaction, rulesMovedView(words, next, now, typed));
  },
});

function savedWords(saving: Exclude<RulesSaving, { kind: 'moved' }>, { words: { judge } }: CommandDeps): string {
  if (saving.kind === 'nothing') return judge.sameRules;
  const done = saving.version === null ? judge.emptied : judge.saved(saving.version);
  return saving.before === null ? done : `${done} ${judge.kept(saving.before)}`;
}
