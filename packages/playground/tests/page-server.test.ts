import { request } from 'node:http';
import { type LocalDiscord, startLocalDiscord } from 'local-discord';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPage } from '../src/page-server.ts';
import { startPageBot } from './page-bot.ts';

interface Reply {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  text: string;
}

describe('the page’s server', () => {
  let discord: LocalDiscord;
  let bot: Awaited<ReturnType<typeof startPageBot>>;
  let site: Awaited<ReturnType<typeof startPage>>;
  const ada = () => discord.members[0]?.user.id ?? '';
  const origin = () => new URL(site.url).origin;

  /** Sends a raw request: fetch does not allow a foreign Host or Origin. */
  const ask = (path: string, headers: Record<string, string> = {}, body?: unknown) =>
    new Promise<Reply>((resolve, reject) => {
      const sent = request(new URL(path, site.url), { method: body === undefined ? 'GET' : 'POST', headers }, (got) => {
        let text = '';
        got.setEncoding('utf8').on('data', (part) => {
          text += part;
        });
        got.on('end', () => resolve({ status: got.statusCode ?? 0, headers: got.headers, text }));
      });
      sent.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
    });
  const own = () => ({ origin: origin(), 'content-type': 'application/json' });
  const say = (text: string) => ({
    as: ada(),
    act: { kind: 'slash', channelId: discord.channelId, command: 'say', options: { text } },
  });

  /** Opens the page as a member. @returns the events until `done` holds. */
  async function events(as: string, done: (names: string[]) => boolean) {
    const leave = new AbortController();
    const response = await fetch(new URL(`/events?as=${as}`, site.url), { signal: leave.signal });
    let text = '';
    const names = () => [...text.matchAll(/^event: (.*)$/gm)].map((match) => match[1] ?? '');
    for await (const part of response.body ?? []) {
      text += Buffer.from(part).toString();
      if (done(names())) break;
    }
    leave.abort();
    return { text, names: names() };
  }

  beforeAll(async () => {
    discord = await startLocalDiscord();
    bot = await startPageBot(discord);
    site = await startPage(discord);
  });
  afterAll(async () => {
    await site?.close();
    await bot?.stop();
    await discord?.close();
  });

  it('serves the page with everything it needs, and lets it load from nowhere else', async () => {
    const page = await ask('/');
    expect(page.status).toBe(200);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:/);
    const [js, css] = [await ask('/page.js'), await ask('/page.css')];
    expect(css.text).toContain('.composer');
    expect(css.text.includes('http')).toBe(false);
    expect(Buffer.byteLength(js.text)).toBeLessThan(200_000);
  });

  it('answers under no other name than this machine’s', async () => {
    for (const host of ['evil.example', '127.0.0.1.evil.example', '[::2]:80']) {
      expect((await ask('/', { host })).status, host).toBe(403);
    }
    const { port } = new URL(site.url);
    expect((await ask('/', { host: `localhost:${port}` })).status).toBe(200);
  });

  it('takes acts from its own page only', async () => {
    const before = discord.messages(discord.channelId, ada()).length;
    const { origin: _none, ...withoutOrigin } = own();
    for (const headers of [
      withoutOrigin,
      { ...own(), origin: 'http://evil.example' },
      { ...own(), origin: 'null' },
      { ...own(), 'content-type': 'text/plain' },
      { ...own(), 'content-type': 'application/x-www-form-urlencoded' },
      { ...own(), 'sec-fetch-site': 'cross-site' },
    ]) {
      expect((await ask('/act', headers, say('forged'))).status, JSON.stringify(headers)).toBe(403);
    }
    expect(discord.messages(discord.channelId, ada())).toHaveLength(before);
    expect(JSON.parse((await ask('/act', own(), say('mine'))).text)).toEqual({ ok: true });
    expect(discord.messages(discord.channelId, ada())).toHaveLength(before + 1);
  });

  it('says what is wrong with an act instead of failing', async () => {
    const act = async (body: unknown) => JSON.parse((await ask('/act', own(), body)).text) as { problem: string };
    expect((await act({ as: ada(), act: { kind: 'nonsense' } })).problem).toMatch(/unreadable/);
    expect((await act({ ...say('x'), as: '1' })).problem).toBeTruthy();
    const lost = { as: ada(), act: { kind: 'modal', interactionId: '1', values: {} } };
    expect((await act(lost)).problem).toMatch(/no longer open/);
  });

  it('passes on files of the local Discord, harmlessly, and no other address', async () => {
    await discord.as(ada()).slash('ask', { prompt: 'Why?' });
    const address = /http:[^"]*answer-b\.md/;
    const message = await discord.as(ada()).waitFor((m) => address.test(JSON.stringify(m)));
    const file = (url: string) => ask(`/file?url=${encodeURIComponent(url)}`);
    const passed = await file(address.exec(JSON.stringify(message))?.[0] ?? '');
    expect(passed.text).toContain('Light meets the air');
    expect(passed.headers['content-security-policy']).toContain('sandbox');
    expect(passed.headers['x-content-type-options']).toBe('nosniff');
    for (const url of [site.url, 'http://127.0.0.1:1/', 'file:///etc/hostname', 'nonsense', '']) {
      expect((await file(url)).status, url).toBe(403);
    }
  });

  it('tells each person what that person sees', async () => {
    const ben = discord.members[1]?.user.id ?? '';
    await (await discord.as(ben).slash('ask', { prompt: 'A secret of Ben', private: true })).response();
    const complete = (names: string[]) => names.includes('messages') && names.includes('commands');
    const mine = await events(ben, complete);
    expect(mine.names[0]).toBe('hello');
    expect(mine.text).toContain('A secret of Ben');
    expect((await events('Ada', complete)).text).not.toContain('A secret of Ben');
    expect(mine.text).not.toContain('Judge’s reasoning');
    expect((await events('Mira', complete)).text).toContain('Judge’s reasoning');
  });
});
