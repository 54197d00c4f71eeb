import type { SentFile } from '../protocol.ts';

/** Encodes files for the request, by option. @throws when a file cannot be read. */
export async function encoded(files: Readonly<Record<string, File>>): Promise<Record<string, SentFile>> {
  const entries = Object.entries(files).map(async ([option, file]) => {
    const { name, type } = file;
    return [option, { name: name.slice(0, 100), type: type || 'text/plain', data: await base64(file) }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

const base64 = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
