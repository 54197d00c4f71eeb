import { changed } from '../state.ts';
import { pageUrl, type ShownFile } from './file.ts';

/** How many characters of a file are shown. The rest is only in the download. */
const SHOWN = 60_000;

const texts = new Map<string, string | null>();
const expanded = new Set<string>();

/**
 * A file's text. The first call starts to load it.
 * @returns undefined while it is loading, null when it cannot be loaded.
 */
export function textOf(file: ShownFile): string | null | undefined {
  const known = texts.get(file.url);
  if (known !== undefined || texts.has(file.url)) return known;
  void load(file);
  return undefined;
}

const loading = new Set<string>();

async function load(file: ShownFile): Promise<void> {
  if (loading.has(file.url)) return;
  loading.add(file.url);
  try {
    const response = await fetch(pageUrl(file));
    const text = response.ok ? await response.text() : null;
    texts.set(file.url, text && text.length > SHOWN ? `${text.slice(0, SHOWN)}\n…` : text);
  } catch {
    texts.set(file.url, null);
  }
  loading.delete(file.url);
  changed();
}

export const isExpanded = ({ url }: ShownFile): boolean => expanded.has(url);

export function toggleExpanded({ url }: ShownFile): void {
  if (!expanded.delete(url)) expanded.add(url);
  changed();
}
