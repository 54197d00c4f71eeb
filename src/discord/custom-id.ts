import { ballotKeys } from '../ballots/choice.ts';
import { moderateActs } from '../moderation/acts.ts';
import { privacyActs } from '../privacy/acts.ts';
import { formNames, menuFields, pageNames, switchFields } from '../settings/fields.ts';

/**
 * A family of buttons, menus or forms. What a press means stands in its custom_id, so that any process can answer it, after any
 * restart. Whoever reads one gets null for everything that we did not write.
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

export const uuid: Part<string> = {
  pattern: /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
  read: String,
};

/** A whole number of at most three digits. */
export const number: Part<number> = { pattern: /\d{1,3}/, read: Number };

export const oneOf = <const Word extends string>(words: readonly Word[]): Part<Word> => ({
  pattern: new RegExp(words.join('|')),
  read: (text) => text as Word,
});

/** `family('vote', { ballotId: uuid, key: oneOf(['a', 'b']) })` writes `vote:<uuid>:a`. The parts' order is the order in the custom_id. */
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

export const voteId = family('vote', { ballotId: uuid, key: oneOf(ballotKeys) });
/** The menu of a ballot that shows all answers. */
export const bestId = family('best', { ballotId: uuid });
/** Opens the form that asks what decided a vote, and is that form. */
export const reasonId = family('reason', { ballotId: uuid });
export const peekId = family('peek', { ballotId: uuid });
export const compareId = family('compare', { ballotId: uuid });
/** On a closed ballot, where the server allows it. */
export const whyId = family('why', { askId: uuid });
/** Below a chat reply: several more are written, and judged. */
export const judgeThisId = family('judge-this', { askId: uuid });
/** Below a question that has no answer. */
export const tryAgainId = family('try-again', { askId: uuid });
/**
 * The form that **Ask the tribunal** opens, and where its words come from: the message, and who wrote it. null: they are nobody's but the asker's, or a
 * program's. Discord shows both ids to everybody; whoever forges them could have typed the words as well.
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
/** **Report** below an answer, and the form that it opens. */
export const reportId = family('report', { askId: uuid });
/** What moderators do about a report. */
export const moderateId = family('moderate', { reportId: uuid, act: oneOf(moderateActs) });
export const reasoningId = family('reasoning', { askId: uuid, page: number });
/** The panel's sections, and **Save** and **Discard** on each. */
export const settingsId = family('settings', { act: oneOf(['show', 'save', 'discard']), page: oneOf(pageNames) });
/** A menu of the panel. */
export const settingId = family('setting', { field: oneOf(menuFields) });
/** A switch; it says what to switch to, so that a press delivered twice does not switch back. */
export const switchId = family('switch', { field: oneOf(switchFields), to: oneOf(['on', 'off']) });
/** A figure of at most 13 digits, or none. */
const figure = { pattern: /[\d.]{0,13}/, read: String };
/** Opens a form, and is that form; the figures that it is filled in with come along, because a form is opened without asking the database. */
export const settingFormId = family('settings-form', { form: oneOf(formNames), a: figure, b: figure, c: figure });
/** **Set up** in the bot's greeting, and **Look again** in the panel. */
export const setupId = family('setup', { act: oneOf(['open', 'again']) });
/** A menu of `/setup`; what is chosen there is saved at once. */
export const setupChannelId = family('setup-channel', { field: oneOf(['channels', 'logChannelId']) });
/** The third step: asks a first question. */
export const firstQuestionId = family('first-question', {});
