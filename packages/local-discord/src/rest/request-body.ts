import { refusals } from '../errors.ts';
import type { StoredFile } from '../state.ts';

export interface ReadBody {
  /** The JSON body, or the `payload_json` part of a form. */
  body: unknown;
  /** `files[n]` by n. */
  uploads: Map<number, StoredFile>;
}

/** The JSON of a request, and the files that came along. @throws where it is no JSON */
export async function readBody(request: Request): Promise<ReadBody> {
  const uploads = new Map<number, StoredFile>();
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('application/json')) return { body: readJson(await request.text()), uploads };
  if (!type.startsWith('multipart/form-data')) return { body: undefined, uploads };
  const form = await request.formData();
  for (const [name, value] of form) {
    const index = /^files\[(\d+)\]$/.exec(name)?.[1];
    if (index === undefined || typeof value === 'string') continue;
    uploads.set(Number(index), {
      name: value.name,
      type: value.type || 'application/octet-stream',
      bytes: new Uint8Array(await value.arrayBuffer()),
    });
  }
  const json = form.get('payload_json');
  return { body: typeof json === 'string' ? readJson(json) : {}, uploads };
}

function readJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    throw refusals.notJson();
  }
}
