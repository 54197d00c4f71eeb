import { refusals } from './errors.ts';
import type { StoredFile } from './state.ts';

export interface ReadBody {
  body: unknown;
  files: Map<number, StoredFile>;
}

/** The JSON of a request, and the files that came along: `payload_json` and `files[n]` of a form. */
export async function readBody(request: Request): Promise<ReadBody> {
  const files = new Map<number, StoredFile>();
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('application/json')) return { body: await readJson(await request.text()), files };
  if (!type.startsWith('multipart/form-data')) return { body: undefined, files };
  const form = await request.formData();
  for (const [name, value] of form) {
    const index = /^files\[(\d+)\]$/.exec(name)?.[1];
    if (index === undefined || typeof value === 'string') continue;
    files.set(Number(index), {
      name: value.name,
      type: value.type || 'application/octet-stream',
      bytes: new Uint8Array(await value.arrayBuffer()),
    });
  }
  const json = form.get('payload_json');
  return { body: typeof json === 'string' ? readJson(json) : {}, files };
}

function readJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    throw refusals.invalidForm(['the body is not JSON']);
  }
}
