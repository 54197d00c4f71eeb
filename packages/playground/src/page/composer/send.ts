import { act } from '../act.ts';
import { jumpToPresent } from '../messages/scroll.ts';
import { runCommand } from '../run-command.ts';
import { focusNext, state } from '../state.ts';
import { noteMeasured } from '../steps.ts';
import { w } from '../words/words.ts';
import { beginDraft, commands, offerCommand, optionField, setDraft } from './actions.ts';
import * as drafts from './draft.ts';
import { encoded } from './encode-file.ts';
import { readDraft } from './validate.ts';

/** Sends the draft, or shows why it cannot be sent. */
export function send(): void {
  const { draft } = state;
  if (!draft.command) sendText(draft);
  else void sendCommand(draft, draft.command);
}

async function sendCommand(draft: drafts.Draft, { name, label }: drafts.Command): Promise<void> {
  const { options, files, problems } = readDraft(draft);
  const wrong = Object.keys(problems)[0];
  if (wrong !== undefined) {
    setDraft({ ...drafts.addOption(draft, wrong), problems });
    focusNext(optionField(wrong));
    return;
  }
  beginDraft(drafts.emptyDraft);
  const sent = await encoded(files).catch(() => null);
  if (!sent) return setDraft({ ...draft, problems: { '': w().fileUnreadable } });
  const what = { kind: 'slash', channelId: state.channelId, command: name, options, files: sent } as const;
  if ((await runCommand(what, `/${label}`, draft)) && name === 'agreement') noteMeasured();
}

/** Sends an ordinary message. After a failure, the draft returns to the composer. */
export async function say(content: string, draft: drafts.Draft): Promise<void> {
  const { channelId, replyTo } = state;
  state.replyTo = null;
  beginDraft(drafts.emptyDraft);
  jumpToPresent();
  const result = await act({ kind: 'say', channelId, content, ...(replyTo ? { replyTo } : {}) });
  if (result.ok) return;
  state.replyTo = replyTo;
  setDraft({ ...draft, problems: { '': result.problem } });
}

/** Plain text that addresses nobody is not sent: the panel explains that and offers /ask. */
function sendText(draft: drafts.Draft): void {
  const text = draft.text.trim();
  const command = commands().find(({ name, label }) => [`/${name}`, `/${label}`].includes(text.toLowerCase()));
  if (text === '') return;
  if (!command && (state.replyTo !== null || /^@tribunal\b/i.test(text))) void say(text, draft);
  else if (command) beginDraft(drafts.commandDraft(command));
  else if (text.startsWith('/')) {
    const unknown = w().unknownCommand(text.split(/\s/)[0] ?? '');
    setDraft({ ...draft, offer: false, problems: { '': unknown } });
  } else if (draft.offer) offerCommand(text);
  else setDraft({ ...draft, offer: true });
}
