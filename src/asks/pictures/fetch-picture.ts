import type { PictureProblem } from '../../limits/refused.ts';
import { readBytes } from '../../models/bounded-body.ts';
import { PICTURES, pictureTypes } from '../../terms.ts';
import type { OfferedFile } from '../question-file.ts';
import { type Sniffed, sniff } from './sniff.ts';

/** A picture that goes along with a question. */
export interface QuestionPicture extends Sniffed {
  /** As its sender called it. */
  name: string;
  bytes: Uint8Array;
}

/** Discord waits three seconds. This and the look at the models leave time to write the question down. */
const FETCH_MS = 8000;
const NAME_LENGTH = 100;
const DISCORDS_HOSTS: readonly string[] = ['cdn.discordapp.com', 'media.discordapp.net'];

/** Whether a file says of itself that it is a picture of a kind that models take. Its bytes decide later. */
export const saysPicture = ({ name, contentType }: Pick<OfferedFile, 'name' | 'contentType'>): boolean =>
  contentType === null
    ? /\.(?:png|jpe?g|webp|gif)$/i.test(name)
    : pictureTypes.some((type) => contentType.toLowerCase().startsWith(type));

/**
 * Fetches a picture that a person attached, from Discord's own machines and nowhere else.
 * @param apiUrl where Discord's API is, if it is not at Discord's own address: files are there too
 */
export async function fetchPicture(
  file: OfferedFile,
  apiUrl: string | undefined,
): Promise<QuestionPicture | { problem: PictureProblem }> {
  if (!isDiscords(file.url, apiUrl)) return { problem: 'unread' };
  if (file.size > PICTURES.bytes) return { problem: 'large' };
  let bytes: Uint8Array;
  try {
    const response = await fetch(file.url, { signal: AbortSignal.timeout(FETCH_MS), redirect: 'error' });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    // The announced size may be wrong, so the body is bounded too.
    bytes = await readBytes(response, PICTURES.bytes);
  } catch {
    return { problem: 'unread' };
  }
  const sniffed = sniff(bytes);
  if (!sniffed) return { problem: 'no-picture' };
  if (Math.max(sniffed.width, sniffed.height) > PICTURES.side) return { problem: 'wide' };
  return { ...sniffed, name: file.name.slice(0, NAME_LENGTH), bytes };
}

/** The address comes from Discord's client, which anybody may write. It must not reach into this network. */
function isDiscords(url: string, apiUrl: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, origin } = new URL(url);
  if (apiUrl !== undefined && origin === new URL(apiUrl).origin) return true;
  return protocol === 'https:' && DISCORDS_HOSTS.includes(hostname);
}
