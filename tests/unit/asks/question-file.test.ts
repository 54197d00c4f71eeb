import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readQuestionFile } from '../../../src/asks/question-file.ts';

let url = '';
let sent = 0;
const server = createServer((request, response) => {
  if (request.url === '/small') return void response.end('What does this mean?');
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
