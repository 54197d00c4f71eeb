import type { APIAttachment } from 'discord-api-types/v10';
import { type Problem, problem } from './errors.ts';
import type { AttachmentForm } from './form.ts';
import type { State, StoredFile } from './state.ts';

/** What comes along with a request: `files[n]` by n. */
export type Uploads = ReadonlyMap<number, StoredFile>;

/** Where `attachments` names a file that is neither sent along nor there already. */
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
 * The files of a message after a request. Without `attachments`, new files take the place of the old ones, and the old ones
 * stay where there is no new one (so API v10 was measured: discord/discord-api-docs#5170); with it, what it names and nothing else.
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

/** Keeps a file, and says where it is served. */
export function stored(state: State, channelId: string, file: StoredFile, form?: AttachmentForm): APIAttachment {
  const id = state.nextId();
  // Discord's addresses have no spaces.
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

/** Takes files away that no message has any more. */
export function forget(state: State, files: readonly APIAttachment[]): void {
  for (const { url } of files) state.files.delete(url.slice(state.baseUrl.length));
}

/** Width and height as a PNG's first chunk has them. */
function pngSize({ type, bytes }: StoredFile): { width: number; height: number } | Record<string, never> {
  if (type !== 'image/png' || bytes.byteLength < 24) return {};
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
