import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchPicture, saysPicture } from '../../../src/asks/pictures/fetch-picture.ts';
import { sniff } from '../../../src/asks/pictures/sniff.ts';
import { blindOf } from '../../../src/asks/pictures/who-sees.ts';
import { PICTURES, type PictureType, pictureTypes } from '../../../src/terms.ts';
import { heads, losslessWebp, lossyWebp } from '../../support/pictures.ts';

const side = (most = 16_383) => fc.integer({ min: 1, max: most });

describe('the first bytes of a picture', () => {
  it('say its kind and its size', () => {
    fc.assert(
      fc.property(fc.constantFrom(...pictureTypes), side(), side(), (type, width, height) => {
        expect(sniff(heads[type](width, height))).toEqual({ type, width, height });
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(losslessWebp, lossyWebp), side(), side(), (head, width, height) => {
        expect(sniff(head(width, height))).toEqual({ type: 'image/webp', width, height });
      }),
    );
  });

  it('never throw, wherever they end and whatever they are', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => sniff(bytes) === null));
    fc.assert(
      fc.property(fc.constantFrom(...pictureTypes), fc.nat(40), fc.uint8Array(), (type, end, rest) => {
        const found = sniff(Uint8Array.from([...heads[type](20, 10).slice(0, end), ...rest]));
        expect(found === null || (found.width > 0 && found.height > 0)).toBe(true);
      }),
    );
  });

  it.each([
    ['a picture without a width', heads['image/png'](0, 5)],
    ['a page', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="5" height="5"/>')],
    ['a program', Buffer.from('MZ\x90\x00\x03')],
    ['another RIFF', Buffer.from('RIFF\x1e\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x00\x00\x00\x00', 'latin1')],
    ['a JPEG whose data begin before its size', Uint8Array.from([0xff, 0xd8, 0xff, 0xda, 0, 8, 1, 2, 3, 4, 5, 6])],
  ])('do not take %s for a picture', (_, bytes) => {
    expect(sniff(bytes)).toBeNull();
  });
});

describe('a picture', () => {
  let asked: string[];
  let url: string;
  let answer: Uint8Array = heads['image/png'](4, 3);
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/moved') response.writeHead(302, { location: '/a.png' }).end();
    else response.end(answer);
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());
  const take = (path: string, more: { size?: number; api?: string | undefined } = {}) => {
    asked = [];
    const { size = 10, api = `${url}/api` } = more;
    const file = { name: 'a.png', url: path.startsWith('/') ? url + path : path, size, contentType: 'image/png' };
    return fetchPicture(file, 'api' in more ? more.api : api);
  };

  it('is what its bytes say, whatever was announced', async () => {
    answer = heads['image/webp'](4, 3);
    const taken = await take('/a.png');
    expect(taken).toMatchObject({ name: 'a.png', type: 'image/webp', width: 4, height: 3 });
    expect('bytes' in taken && [...taken.bytes]).toEqual([...answer]);
    answer = Buffer.from('<html>');
    expect(await take('/a.png')).toEqual({ problem: 'no-picture' });
    answer = heads['image/png'](8001, 3);
    expect(await take('/a.png')).toEqual({ problem: 'wide' });
    expect(await take('/a.png', { size: PICTURES.bytes + 1 })).toEqual({ problem: 'large' });
    expect(asked).toEqual([]);
    answer = Buffer.concat([heads['image/png'](3, 3), Buffer.alloc(PICTURES.bytes)]);
    expect(await take('/a.png')).toEqual({ problem: 'unread' });
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://cdn.discordapp.com/a.png',
    'https://cdn.discordapp.com.evil.example/a.png',
    'https://cdn.discordapp.com@127.0.0.1/a.png',
    'file:///etc/passwd',
    'a.png',
  ])('is never fetched from %s', async (address) => {
    expect(await take(address)).toEqual({ problem: 'unread' });
  });

  it('is fetched from Discord alone, and no redirection is followed', async () => {
    expect(await take('/a.png', { api: undefined })).toEqual({ problem: 'unread' });
    expect(asked).toEqual([]);
    expect(await take('/moved')).toEqual({ problem: 'unread' });
    expect(asked).toEqual(['/moved']);
  });

  it('is told by its type, or by its name where it has none', () => {
    const says = (name: string, contentType: PictureType | string | null) => saysPicture({ name, contentType });
    expect(says('a', 'image/PNG; x=1')).toBe(true);
    expect(says('a.png', 'text/plain')).toBe(false);
    expect(says('a.JPEG', null)).toBe(true);
    expect(says('a.svg', 'image/svg+xml')).toBe(false);
  });
});

describe('who cannot see', () => {
  const sight = { blindAmong: async (names: readonly string[]) => names.filter((name) => name.includes('blind')) };
  const models = { candidateModels: ['hf:a', 'hf:b'], judgeModel: 'hf:judge', judgeModelStrong: null };
  const blind = (change: object, format?: string) =>
    blindOf({ ...models, ...change }, { judgeModel: 'hf:judge', format }, sight);

  it('is a candidate, a juror or the strong judge that cannot, each once', async () => {
    expect(await blind({})).toEqual([]);
    expect(await blind({ candidateModels: ['hf:blind', 'hf:b'], judgeModel: 'hf:blind' })).toEqual(['hf:blind']);
    expect(await blind({ judgeModel: 'round-robin:hf:judge,hf:blind-2' })).toEqual(['hf:blind-2']);
    expect(await blind({ judgeModelStrong: 'hf:blind-3' })).toEqual(['hf:blind-3']);
  });

  it('is a judge whose format has no pictures, whatever its server says', async () => {
    expect(await blind({}, 'arena-hard')).toEqual([]);
    expect(await blind({}, 'rrm')).toEqual(['hf:judge']);
    expect(await blind({}, 'reward')).toEqual(['hf:judge']);
    expect(await blind({ judgeModel: 'hf:Reward-Reasoning/RRM-7B' })).toEqual(['hf:Reward-Reasoning/RRM-7B']);
  });
});
