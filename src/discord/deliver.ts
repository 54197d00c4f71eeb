import type { Log } from '../ops/log.ts';
import { type Act, actOn, readRefusal, type Situation } from './refusals.ts';
import { isUploaded, toRequest } from './send.ts';
import type { MessageView } from './view/blocks.ts';
import { withoutFiles } from './view/without-files.ts';

/** One way to Discord. */
export interface Route extends Pick<Situation, 'by'> {
  /** Sends the request. `isReply` is false once Discord has refused the reference. */
  send: (request: ReturnType<typeof toRequest>, isReply: boolean) => Promise<unknown>;
  isReply?: boolean;
  /** Reopens the message's thread. Absent where that cannot help. */
  reopen?: () => Promise<unknown>;
}

/**
 * `id`: the message, if Discord names it, and `answer`: all that it said of it. Otherwise what is left to do,
 * which another request cannot.
 */
export type Delivery =
  | { end: 'sent'; id: string | null; answer?: unknown }
  | { end: Exclude<Act, 'wait' | 'without-files' | 'without-reference' | 'reopen'> };

/**
 * Sends a view in the fullest form that Discord takes. It is sent at most four times, because each lesser
 * form is tried once. `note` stands in for files that must be left out.
 * @throws when Discord fails, or takes nothing for now
 */
export async function deliver(
  { by, send, isReply = false, reopen }: Route,
  view: MessageView,
  { note, log, about }: { note: string; log: Log; about: Readonly<Record<string, string>> },
): Promise<Delivery> {
  let shown = view;
  const situation: Situation = { by, isReply, canReopen: reopen !== undefined, hasFiles: hasFiles(view) };
  let reopening = false;
  for (;;) {
    try {
      if (reopening) await reopen?.();
      reopening = false;
      const answer = (await send(toRequest(shown), situation.isReply === true)) as { id?: string } | null | undefined;
      return { end: 'sent', id: answer?.id ?? null, answer };
    } catch (error) {
      const refusal = readRefusal(error);
      const act = actOn(refusal, reopening ? { by } : situation);
      if (act === 'wait') throw error;
      // An answer may be ready before its interaction is acknowledged. It is sent again a moment later.
      if (act !== 'not-yet') log.warn({ ...about, ...refusal, act }, 'Discord refused a message');
      reopening = act === 'reopen';
      if (act === 'reopen') situation.canReopen = false;
      else if (act === 'without-reference') situation.isReply = false;
      else if (act === 'without-files') {
        situation.hasFiles = false;
        shown = withoutFiles(shown, note);
      } else return { end: act };
    }
  }
}

const hasFiles = ({ files, pictures = [] }: MessageView): boolean =>
  files.length + pictures.filter(isUploaded).length > 0;
