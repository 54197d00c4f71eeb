import type { AskSnapshot } from '../asks/snapshot.ts';
import type { Picture } from './view/blocks.ts';

/** The pictures of questions that messages already have, so that an edit need not upload them anew. */
export interface HeldPictures {
  /** Those of an ask, without their bytes. null: they are not known, and are to be uploaded. */
  of(ask: AskSnapshot['ask']): Picture[] | null;
  /** Notes what a message has after it was sent. `answer` is what Discord said of it. */
  note(ask: AskSnapshot['ask'], pictures: readonly Picture[], answer: unknown): void;
  forget(askId: string): void;
}

/** Some hundred bytes each. One that was forgotten is uploaded once more. */
const MOST = 1000;

export function openHeldPictures(): HeldPictures {
  const held = new Map<string, Picture[]>();
  return {
    // After the vote there is at most one more edit, and a hidden message has no pictures.
    of: ({ id, state, hiddenAt }) => (state === 'voting' && hiddenAt === null ? (held.get(id) ?? null) : null),
    note({ id, state, hiddenAt }, pictures, answer) {
      held.delete(id);
      if (state !== 'voting' || hiddenAt !== null || pictures.length === 0) return;
      const ids = attachmentsIn(answer);
      const kept = pictures.flatMap(({ name, bytes: _, ...picture }) => {
        const attachment = ids.get(name);
        return attachment === undefined ? [] : [{ ...picture, name, bytes: NOTHING, held: attachment }];
      });
      if (kept.length < pictures.length) return;
      held.set(id, kept);
      const [oldest] = held.keys();
      if (held.size > MOST && oldest !== undefined) held.delete(oldest);
    },
    forget: (askId) => void held.delete(askId),
  };
}

const NOTHING = new Uint8Array();

/**
 * The ids of the attachments that a message shows, by their names.
 * Source: docs.discord.com/developers/components/reference#unfurled-media-item, `attachment_id`.
 */
function attachmentsIn(message: unknown): ReadonlyMap<string, string> {
  const { components } = (message ?? {}) as { components?: { items?: { media?: Media }[] }[] };
  const media = (components ?? []).flatMap(({ items }) => items ?? []).map((item) => item.media);
  return new Map(
    media.flatMap((one): [string, string][] =>
      one?.url !== undefined && one.attachment_id !== undefined ? [[nameIn(one.url), one.attachment_id]] : [],
    ),
  );
}

interface Media {
  url?: string;
  attachment_id?: string;
}

const nameIn = (url: string): string => (URL.canParse(url) ? (new URL(url).pathname.split('/').at(-1) ?? '') : '');
