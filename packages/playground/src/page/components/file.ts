import type { APIAttachment, APIFileComponent, APIMessage, APIUnfurledMediaItem } from 'discord-api-types/v10';

export type ShownFile = Pick<APIAttachment, 'filename' | 'url' | 'size'> &
  Partial<Pick<APIAttachment, 'content_type' | 'width' | 'height' | 'description'>>;

/** The file that a component refers to, by its address or as `attachment://name`. */
export function fileOf(message: APIMessage, media: APIUnfurledMediaItem, description?: string | null): ShownFile {
  const { url, content_type, width, height } = media;
  const attached = message.attachments.find((file) => file.url === url || `attachment://${file.filename}` === url);
  return {
    filename: decodeURIComponent(url.split(/[?#]/)[0]?.split('/').at(-1) ?? 'file'),
    size: 0,
    url,
    ...(content_type ? { content_type } : {}),
    ...(width && height ? { width, height } : {}),
    ...attached,
    ...(description ? { description } : {}),
  };
}

/** The file of a file component, which carries its own name and size. */
export function fileOfComponent(message: APIMessage, { file, name, size }: APIFileComponent): ShownFile {
  const found = fileOf(message, file);
  return { ...found, filename: name ?? found.filename, size: size ?? found.size };
}

/** The file's address on the page's origin. */
export const pageUrl = ({ url }: ShownFile): string => `/file?url=${encodeURIComponent(url)}`;

export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export const isText = ({ filename, content_type: type = '' }: ShownFile): boolean =>
  /^(?:text\/|application\/json)/.test(type) || /\.(?:md|txt|json|jsonl|csv|log|ts|js|py|ya?ml)$/i.test(filename);
