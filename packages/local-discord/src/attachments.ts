import type { APIAttachment } from 'discord-api-types/v10';
import type { State, StoredFile } from './discord-state.ts';
import { type Problem, problem } from './errors.ts';
import type { AttachmentForm } from './form.ts';

/** The files uploaded with a request: `files[n]`, by n. */
export type Uploads = ReadonlyMap<number, StoredFile>;

/** Finds ids in `attachments` that name neither an uploaded file nor one of the message. */
export function attachmentProblems(
  named: readonly AttachmentForm[] | null | undefined,
  uploads: Uploads,
  before: readonly APIAttachment[],
): Problem[] {
  return (named ?? []).flatMap(({ id }, index) =>
    uploads.has(Number(id)) || before.some((file) => file.id === String(id))
      ? []
      : [problem(`attachments.${index}.id`, 'There is no such file.', 'ATTACHMENT_NOT_FOUND')],
  );
}

/**
 * The files of a message after a request. With `attachments`, exactly those that it names.
 * Without it, uploads replace the old files, and without uploads the old files stay.
 * This was measured on API v10: https://github.com/discord/discord-api-docs/issues/5170.
 */
export function filesAfter(
  state: State,
  channelId: string,
  named: readonly AttachmentForm[] | null | undefined,
  uploads: Uploads,
  before: readonly APIAttachment[],
): APIAttachment[] {
  if (!named) return uploads.size > 0 ? [...uploads].map(([, file]) => stored(state, channelId, file)) : [...before];
  return named.flatMap((form) => {
    const kept = before.find(({ id }) => id === String(form.id));
    if (kept) return { ...kept, ...(form.description ? { description: form.description } : {}) };
    const file = uploads.get(Number(form.id));
    return file ? stored(state, channelId, file, form) : [];
  });
}

/** Stores a file and gives it an address. */
export function stored(state: State, channelId: string, file: StoredFile, form?: AttachmentForm): APIAttachment {
  const id = state.nextId();
  // Discord puts no spaces into addresses.
  const filename = (form?.filename ?? file.name).replace(/\s+/g, '_');
  const path = `/attachments/${channelId}/${id}/${encodeURIComponent(filename)}`;
  state.files.set(path, { ...file, name: filename });
  return {
    id,
    filename,
    size: file.bytes.byteLength,
    url: `${state.baseUrl}${path}`,
    proxy_url: `${state.baseUrl}${path}`,
    content_type: file.type,
    ...pngSize(file),
    ...(form?.description ? { description: form.description } : {}),
  };
}

/** Deletes stored files. */
export function forget(state: State, files: readonly APIAttachment[]): void {
  for (const { url } of files) state.files.delete(url.slice(state.baseUrl.length));
}

/** Width and height from the first chunk (IHDR) of a PNG. Empty for every other file. */
function pngSize({ type, bytes }: StoredFile): { width: number; height: number } | Record<string, never> {
  if (type !== 'image/png' || bytes.byteLength < 24) return {};
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
