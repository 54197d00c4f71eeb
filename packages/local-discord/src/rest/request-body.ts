import type { StoredFile } from '../discord-state.ts';
import { refusals } from '../errors.ts';

export interface ReadBody {
  /** The JSON body, or the `payload_json` part of a multipart form. Undefined when there is none. */
  body: unknown;
  /** The uploaded `files[n]`, by n. */
  uploads: Map<number, StoredFile>;
}

/** Reads the JSON of a request and its uploaded files. @throws a refusal when the JSON is malformed. */
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
