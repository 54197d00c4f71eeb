import { ballotKeys } from '../ballots/choice.ts';
import { judgeActs } from '../learning/judge-acts.ts';
import { moderateActs, reportLists } from '../moderation/acts.ts';
import type { Among } from '../moderation/meant.ts';
import { privacyActs } from '../privacy/acts.ts';
import { formNames, menuFields, pageNames, switchFields } from '../settings/fields.ts';
import { stances } from '../terms.ts';

/**
 * The custom_ids of one kind of button, select menu or form. A custom_id says everything that a press means,
 * so that any process can answer it, also after a restart. `read` returns null for everything that `write`
 * cannot have written.
 */
export interface Family<Id> {
  readonly name: string;
  write(id: Id): string;
  read(customId: string): Id | null;
}

interface Part<Value extends string | number> {
  pattern: RegExp;
  read: (text: string) => Value;
}

/** The id of a row, such as an ask or a ballot. */
export const uuid: Part<string> = {
  pattern: /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
  read: String,
};

/** A whole number of at most three digits. */
export const number: Part<number> = { pattern: /\d{1,3}/, read: Number };

/** One of some fixed words, which must hold no regular expression syntax. */
export const oneOf = <const Word extends string>(words: readonly Word[]): Part<Word> => ({
  pattern: new RegExp(words.join('|')),
  read: (text) => text as Word,
});

/**
 * `family('vote', { ballotId: uuid, key: oneOf(['a', 'b']) })` writes `vote:<uuid>:a`. The parts stand in the
 * custom_id in the order in which they are given.
 */
export function family<Parts extends Record<string, Part<string | number>>>(
  name: string,
  parts: Parts,
): Family<{ [Key in keyof Parts]: ReturnType<Parts[Key]['read']> }> {
  type Id = { [Key in keyof Parts]: ReturnType<Parts[Key]['read']> };
  const entries = Object.entries(parts);
  const whole = new RegExp(`^${[name, ...entries.map(([, part]) => `(${part.pattern.source})`)].join(':')}$`);
  return {
    name,
    write: (id) => [name, ...entries.map(([key]) => id[key])].join(':'),
    read(customId) {
      const match = whole.exec(customId);
      return (
        match && (Object.fromEntries(entries.map(([key, part], at) => [key, part.read(match[at + 1] ?? '')])) as Id)
      );
    },
  };
}

/** A vote on a duel, or **Good pick**. */
export const voteId = family('vote', { ballotId: uuid, key: oneOf(ballotKeys) });
/** The select menu of a ballot of all answers. */
export const bestId = family('best', { ballotId: uuid });
/** The button **Say why**, and the form that it opens. */
export const reasonId = family('reason', { ballotId: uuid });
/** **Just show me**. */
export const peekId = family('peek', { ballotId: uuid });
/** **Compare**, and **Read them and vote**. */
export const compareId = family('compare', { ballotId: uuid });
/** **Why?** below a closed ballot, and in the reply to a vote. */
export const whyId = family('why', { askId: uuid });
/** **Close now**, which asks first, and the button that does it. */
export const closeNowId = family('close-now', { ballotId: uuid, act: oneOf(['ask', 'do']) });
/** **Judge this** below a chat reply. */
export const judgeThisId = family('judge-this', { askId: uuid });
/** **Try again** below a question that has no answer. */
export const tryAgainId = family('try-again', { askId: uuid });
/**
 * The form that **Ask the tribunal** opens. `from` is the message that its words come from, and the author of
 * that message. It is null when the words belong to the asker or to a program. Discord shows both ids to
 * everybody. Whoever forges them could just as well have typed the words.
 */
export const askFormId: Family<{ from: { messageId: string; authorId: string } | null }> = {
  name: 'ask',
  write: ({ from }) => (from ? `ask:${from.messageId}:${from.authorId}` : 'ask'),
  read(customId) {
    const [whole, messageId, authorId] = /^ask(?::(\d{15,21}):(\d{15,21}))?$/.exec(customId) ?? [];
    if (whole === undefined) return null;
    return { from: messageId && authorId ? { messageId, authorId } : null };
  },
};
/** The buttons of `/privacy`. */
export const privacyId = family('privacy', { act: oneOf(privacyActs) });
/**
 * **Report** below an answer, and the form that it opens. `among` is what stands above the button, because a
 * modal must be opened before the database can be asked.
 */
export const reportId: Family<{ askId: string; among: Among }> = {
  name: 'report',
  write: ({ askId, among }) =>
    `report:${askId}${among === 'one' ? '' : `:${typeof among === 'number' ? `n${among}` : among}`}`,
  read(customId) {
    const match = new RegExp(`^report:(${uuid.pattern.source})(?::(duel|open|picked|n([2-9]|1[0-6])))?$`).exec(
      customId,
    );
    if (!match) return null;
    const [, askId = '', among = 'one', count] = match;
    return { askId, among: count === undefined ? (among as Among) : Number(count) };
  },
};
/** The buttons of a report, for moderators. */
export const moderateId = family('moderate', { reportId: uuid, act: oneOf(moderateActs) });
/** The buttons that turn between the lists of `/reports`. */
export const reportsId = family('reports', { list: oneOf(reportLists) });
/** The buttons that turn the pages of `/reasoning`. */
export const reasoningId = family('reasoning', { askId: uuid, page: number });
/** Which cases of `/disagreements`: of how many days, and of which judge, as `judgeCode` writes it. */
const caseScope = { days: number, judge: { pattern: /all|[0-9a-f]{8}/, read: String } };
/** The buttons that turn the pages of `/disagreements`. */
export const casesId = family('cases', { stance: oneOf(stances), ...caseScope, page: number });
/** The select menu of `/disagreements` for where people stand. */
export const casesOfId = family('cases-of', caseScope);
/** A case of `/disagreements`, as a button and as the select menu below a page of them. */
export const caseId = family('case', { stance: oneOf(stances), ...caseScope, askId: uuid });
export const openCaseId = family('open-case', { stance: oneOf(stances), ...caseScope });
/** **The whole reasoning** below a case. */
export const caseReasoningId = family('case-reasoning', { askId: uuid, page: number });
/** The sections of `/settings`, and **Save** and **Discard** in each. */
export const settingsId = family('settings', { act: oneOf(['show', 'save', 'discard']), page: oneOf(pageNames) });
/** A select menu of `/settings`. */
export const settingId = family('setting', { field: oneOf(menuFields) });
/** A switch of `/settings`. It names the new state, so that a press is idempotent. */
export const switchId = family('switch', { field: oneOf(switchFields), to: oneOf(['on', 'off']) });
/** A number of at most 13 characters, or nothing. */
const figure = { pattern: /[\d.]{0,13}/, read: String };
/**
 * A button that opens a form for numbers, and that form. The custom_id carries the current numbers, because a
 * modal must be opened before the database can be asked.
 */
export const settingFormId = family('settings-form', { form: oneOf(formNames), a: figure, b: figure, c: figure });
/** A name, as `nameCode` writes it. */
const code = { pattern: /[0-9a-f]{8}/, read: String };
/** The version of a list of rules; 0: none. */
const version = { pattern: /\d{1,10}/, read: Number };
/**
 * **Edit rules**, **Open the form again**, and the form: which judge, which rules the form is filled with,
 * and what the server's own setting was when it was opened.
 */
const rulesEdit = { judge: code, from: version, saved: code };
export const rulesId = family('rules', rulesEdit);
export const rulesAgainId = family('rules-again', rulesEdit);
/** The buttons about a judge in the shadow, by its row, and about a promotion, by its row. */
export const judgeId = family('judge', { act: oneOf(judgeActs), id: uuid });
/** **Compare in the shadow**, and the form that it opens. */
export const challengeId = family('challenge', {});
/** **Set up** in the bot's greeting, and **Look again** in the panel. */
export const setupId = family('setup', { act: oneOf(['open', 'again']) });
/** A select menu of `/setup`. */
export const setupChannelId = family('setup-channel', { field: oneOf(['channels', 'logChannelId']) });
/** The third step of `/setup`: asks a first question. */
export const firstQuestionId = family('first-question', {});
