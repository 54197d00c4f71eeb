import type { Db } from '../../../db/client.ts';
import { picturesOf } from '../../../db/repo/ask-pictures.ts';
import type { AskSnapshot } from '../../asks/snapshot.ts';
import { limits } from '../sizes.ts';
import type { Picture } from './blocks.ts';
import { inBackticks } from './blocks.ts';

/** What Discord's clients put in front of the name of a file that its sender wants covered. */
const SPOILER = /^SPOILER_/;

/**
 * The pictures of a question, for its message: whoever votes must see what was asked about. Only once there
 * is something to vote on, because each edit uploads them anew. A chat reply stands below its message, which
 * has them.
 */
export async function questionPictures(db: Db, { ask }: Pick<AskSnapshot, 'ask'>): Promise<Picture[]> {
  const isShown = (ask.state === 'voting' || ask.state === 'closed') && ask.source !== 'chat' && ask.hiddenAt === null;
  if (!isShown || !ask.settings.pictures) return [];
  return (await picturesOf(db, ask.id, 'legible')).map(({ number, name, type, data }) => ({
    name: `question-${number + 1}.${type.slice('image/'.length)}`,
    type,
    bytes: Buffer.from(data, 'base64'),
    alt: inBackticks(name.replace(SPOILER, ''), limits.altText),
    spoiler: SPOILER.test(name),
  }));
}
