import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readQuestionFile } from '../../../src/asks/question-file.ts';

/** What Windows' Notepad and others write: a byte order mark, then UTF-16 or UTF-8. */
const files: Record<string, ArrayLike<number>> = {
  '/utf-16le': [0xff, 0xfe, ...Buffer.from('Wie hoch ist der Ätna? 🌋', 'utf16le')],
  '/utf-16be': [0xfe, 0xff, ...Buffer.from('Wie hoch ist der Ätna? 🌋', 'utf16le').swap16()],
  '/utf-8-mark': [0xef, 0xbb, 0xbf, ...Buffer.from('Wie hoch ist der Ätna? 🌋')],
  '/empty': [],
  '/blank': Buffer.from(' \n\u200b\ufeff\u2060\t'),
  '/only-a-mark': [0xff, 0xfe],
  '/utf-32': [0xff, 0xfe, 0, 0, 0x41, 0, 0, 0],
  '/half': [0xff, 0xfe, 0x3d, 0xd8],
};
let url = '';
let sent = 0;
const server = createServer((request, response) => {
  if (request.url === '/small') return void response.end('What does this mean?');
  const bytes = files[request.url ?? ''];
  if (bytes) return void response.end(Buffer.from(bytes));
  if (request.url === '/packed') {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    return void response.end(gzipSync(Buffer.alloc(64 << 20, 'a')));
  }
  const more = () => {
    while (!response.destroyed && response.write(Buffer.alloc(65_536, 'a'))) sent += 65_536;
  };
  response.on('drain', more);
  more();
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const offered = (path: string) => ({ name: 'notes.txt', url: url + path, size: 20, contentType: 'text/plain' });

it('reads a text file', async () => {
  expect(await readQuestionFile(offered('/small'))).toEqual({ name: 'notes.txt', text: 'What does this mean?' });
});

it('reads no more than it takes, whatever size was announced', async () => {
  expect(await readQuestionFile(offered('/endless'))).toEqual({ problem: { kind: 'unread', name: 'notes.txt' } });
  expect(sent).toBeLessThan(16 << 20);
  expect(await readQuestionFile(offered('/packed'))).toEqual({ problem: { kind: 'unread', name: 'notes.txt' } });
});

it.each(['/utf-16le', '/utf-16be', '/utf-8-mark'])('reads %s by its byte order mark', async (path) => {
  expect(await readQuestionFile(offered(path))).toEqual({ name: 'notes.txt', text: 'Wie hoch ist der Ätna? 🌋' });
});

it.each([
  ['/empty', 'empty'],
  ['/blank', 'empty'],
  ['/only-a-mark', 'empty'],
  ['/utf-32', 'no-text'],
  ['/half', 'no-text'],
])('refuses %s as %s', async (path, kind) => {
  expect(await readQuestionFile(offered(path))).toEqual({ problem: { kind, name: 'notes.txt' } });
});
