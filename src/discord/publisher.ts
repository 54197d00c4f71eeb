import { createHash } from 'node:crypto';
import { Routes } from 'discord.js';
import type { AskSnapshot } from '../asks/snapshot.ts';
import { openHeldPictures } from './held-pictures.ts';
import type { Unshown } from './refusals.ts';
import { takeBack } from './respond.ts';
import { isTokenAlive, type ShowDeps, type Shown, showAsk } from './show-ask.ts';
import { askView } from './view/ask-view.ts';
import type { MessageView, Picture } from './view/blocks.ts';
import { erasedView } from './view/erased.ts';
import { unshownView } from './view/failed.ts';
import { type Words, wordsFor } from './words/words.ts';

/** Keeps the public message of each ask up to date. */
export interface Publisher {
  /** Call it after any change: the message is edited soon, with the state of that moment. Never throws. */
  publish(askId: string): void;
  /**
   * Call it after a vote: the number of votes in the message is brought up to date, seldom enough for a rush.
   * Never throws.
   */
  recount(askId: string): void;
  /**
   * Edits the message now, and resolves when it shows the newest state.
   * @throws when Discord refuses it
   */
  flush(askId: string): Promise<void>;
}

export interface PublisherDeps extends ShowDeps {
  load: (askId: string) => Promise<AskSnapshot | null>;
  /** Where an ask stands now, and whether it is hidden. null when it was deleted. */
  standingOf: (askId: string) => Promise<Pick<AskSnapshot['ask'], 'state' | 'hiddenAt'> | null>;
  /**
   * Called for an ask that Discord shows in no form. The ask ends as failed, unless its answer was seen
   * before. Returns whether it has failed.
   */
  fail: (askId: string, failure: Unshown) => Promise<boolean>;
  /** Draws the picture that an ask's message shows. null: it has none, or it could not be drawn. */
  paint: (words: Words, snapshot: AskSnapshot) => Promise<Picture | null>;
  /** The question's own pictures, as its message shows them. */
  pictures: (snapshot: AskSnapshot) => Promise<Picture[]>;
  /** The least time between two stage edits of one message, in milliseconds. 1,200 by default. */
  pauseMs?: number;
  /** The same between two edits of its number of votes. 5,000 by default. */
  countPauseMs?: number;
}

/** The state of one ask's message while the ask is being worked on. */
interface Line {
  dirty: boolean;
  /** Whether the final edit is due, which does not wait for the pause. */
  final: boolean;
  lastEdit: number;
  /** The least time until the next edit, in milliseconds. */
  pauseMs: number;
  shown: string;
  running: Promise<void> | null;
  wake: () => void;
}

/**
 * Edits each ask's message as the ask goes on. Edits are throttled: one is in flight at a time for each
 * message, and changes during it are shown by the next one.
 */
export function openPublisher(deps: PublisherDeps): Publisher {
  const { pauseMs = 1200, countPauseMs = 5000 } = deps;
  const lines = new Map<string, Line>();
  const held = openHeldPictures();
  const lineOf = (askId: string): Line => {
    const line = lines.get(askId) ?? {
      dirty: false,
      final: false,
      lastEdit: 0,
      pauseMs,
      shown: '',
      running: null,
      wake: () => {},
    };
    lines.set(askId, line);
    return line;
  };
  const edit = async (askId: string, line: Line): Promise<void> => {
    line.dirty = false;
    const snapshot = await deps.load(askId);
    if (!snapshot) return;
    const words = wordsFor(snapshot.ask.settings.language);
    const there = held.of(snapshot.ask);
    const [tally, asked] = await Promise.all([deps.paint(words, snapshot), there ?? deps.pictures(snapshot)]);
    const view = askView(words, snapshot, tally, asked);
    const hash = hashOf(view);
    if (hash === line.shown) return;
    // A chat reply is posted once, when it is done. Until then Discord shows that the bot is typing.
    if (snapshot.ask.source === 'chat' && isWorking(snapshot.ask.state)) return showTyping(snapshot.ask, deps);
    line.lastEdit = deps.now();
    const { messageId, unshown, by, answer } = await showAsk(snapshot, view, deps);
    if (unshown && there) {
      // It may be the pictures that the message has no more: they go out once again.
      held.forget(askId);
      return edit(askId, line);
    }
    held.note(snapshot.ask, asked, answer);
    line.shown = hash;
    if (unshown) {
      // An answer that people vote on stays, whatever Discord says of a newer number of votes.
      const isOnlyCount = !line.final && snapshot.ask.state === 'voting';
      return isOnlyCount ? undefined : sayUnshown(snapshot, { unshown, by }, line);
    }
    const standing = await deps.standingOf(askId);
    // The ask was deleted while its answer was being sent, so the answer must not stay on the screen. The id
    // of a message that was just posted is in no row.
    if (standing === null) await showAsk({ ...snapshot, ask: { ...snapshot.ask, messageId } }, erasedView(words), deps);
    // The state changed while this was being sent, or a moderator hid the answer. Another process may have
    // shown that before, and this edit has overwritten it.
    else if (standing.state !== snapshot.ask.state || isHidden(standing) !== isHidden(snapshot.ask)) line.dirty = true;
  };
  const sayUnshown = async (
    snapshot: AskSnapshot,
    { unshown, by }: Pick<Shown, 'by'> & { unshown: Unshown },
    line: Line,
  ) => {
    const { ask } = snapshot;
    // The answer may pass where a stage did not. A filter, though, has refused the question, which every
    // stage and every answer quotes; unless the stage showed a reply as well.
    const mayPassLater = unshown !== 'automod' || ask.settings.shownEarly !== undefined;
    if (isWorking(ask.state) && mayPassLater) return;
    const failed = await deps.fail(ask.id, unshown);
    const view = unshownView(wordsFor(ask.settings.language), unshown);
    line.shown = hashOf(view);
    // Without the right to write there, no words will pass either.
    const mayPass = by === 'webhook' || unshown !== 'no-permission';
    const again = mayPass ? await showAsk(endedSnapshot(snapshot, unshown), view, deps) : null;
    if (again && !again.unshown) return;
    // Not even fixed words are taken in the ask's message. Its asker is told alone.
    if (failed && isTokenAlive(ask, deps.now()))
      await takeBack(
        deps.webhookRest,
        deps.log,
        { applicationId: ask.applicationId, token: ask.interactionToken },
        view,
      );
  };
  const run = async (askId: string, line: Line) => {
    while (line.dirty) {
      const wait = line.final ? 0 : line.lastEdit + line.pauseMs - deps.now();
      if (wait > 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, wait);
          line.wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      await edit(askId, line);
    }
  };

  const editSoon = (askId: string, pause: number) => {
    const line = lineOf(askId);
    line.dirty = true;
    line.pauseMs = pause;
    line.running ??= run(askId, line)
      .catch((error) => deps.log.warn({ askId, error }, 'a stage edit failed'))
      .finally(() => {
        line.running = null;
        // If another process finishes the ask, nobody flushes it here.
        setTimeout(() => {
          if (!line.running && !line.final && lines.get(askId) === line) lines.delete(askId);
        }, pause).unref();
      });
  };

  return {
    publish: (askId) => editSoon(askId, pauseMs),
    recount: (askId) => editSoon(askId, countPauseMs),
    async flush(askId) {
      const line = lineOf(askId);
      line.final = true;
      line.wake();
      // A stage edit in flight could otherwise arrive after the final one.
      await line.running;
      try {
        do await edit(askId, line);
        while (line.dirty);
      } finally {
        lines.delete(askId);
      }
    },
  };
}

const isWorking = (state: string) => state === 'queued' || state === 'writing' || state === 'judging';
const isHidden = ({ hiddenAt }: Pick<AskSnapshot['ask'], 'hiddenAt'>): boolean => hiddenAt !== null;
const hashOf = ({ pictures = [], ...view }: MessageView) =>
  pictures
    .reduce((hash, { bytes }) => hash.update(bytes), createHash('sha256').update(JSON.stringify(view)))
    .digest('base64');

/** The snapshot of an ask that has just failed, so that a message can be posted for it. */
const endedSnapshot = (snapshot: AskSnapshot, failure: Unshown): AskSnapshot => ({
  ...snapshot,
  ask: isWorking(snapshot.ask.state) ? { ...snapshot.ask, state: 'failed', failure } : snapshot.ask,
});

const showTyping = async ({ channelId }: AskSnapshot['ask'], { rest }: PublisherDeps) =>
  void (await rest.post(Routes.channelTyping(channelId)).catch(() => {}));
