import type { APIAttachment, APIMessage } from 'discord-api-types/v10';

export type ShownFile = Pick<APIAttachment, 'filename' | 'url' | 'size'> &
  Partial<Pick<APIAttachment, 'content_type' | 'width' | 'height' | 'description'>>;

/** The attachment that a component names, by its address or as `attachment://name`. */
export function fileOf(message: APIMessage, url: string): ShownFile {
  const name = decodeURIComponent(url.split(/[?#]/)[0]?.split('/').at(-1) ?? 'file');
  const found = message.attachments.find((file) => file.url === url || `attachment://${file.filename}` === url);
  return found ?? { filename: name, url, size: 0 };
}

/** Where the page finds it. */
export const pageUrl = ({ url }: ShownFile): string => `/file?url=${encodeURIComponent(url)}`;

export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export const isText = ({ filename, content_type: type = '' }: ShownFile): boolean =>
  /^(?:text\/|application\/json)/.test(type) || /\.(?:md|txt|json|jsonl|csv|log|ts|js|py|ya?ml)$/i.test(filename);
