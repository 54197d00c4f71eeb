import { changed } from '../state.ts';
import { pageUrl, type ShownFile } from './file.ts';

/** More than this of a file is not shown, only downloaded; characters. */
const SHOWN = 60_000;

const texts = new Map<string, string | null>();
const expanded = new Set<string>();

/** A file's text once it is here: undefined while it is loaded, null where it cannot be. */
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
