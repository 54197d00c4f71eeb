import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startLocalDiscord } from 'local-discord';
import { freePort } from '../../db/embedded/free-port.ts';
import { print } from '../support/figures.ts';

/**
 * Discord's 50 requests a second, which each process counts for itself: processes that edit messages as fast
 * as they may, with nothing between them and Discord, and through a REST proxy that counts for all.
 * `npm run bench -- scale/shared-limit [processes] [edits each] [rounds] [NAME=PROGRAM …]`. A proxy's
 * PROGRAM listens on the port in PORT, and sends to the address in UPSTREAM instead of https://discord.com.
 * `NAME@40=PROGRAM` tells nirn-proxy to let 40 requests a second through.
 */
const [processes, edits, rounds] = [2, 300, 2].map((usual, i) => Number(process.argv[2 + i] ?? usual)) as [
  number,
  number,
  number,
];
const proxies = process.argv.slice(5).map((text) => {
  const [name = '', program = ''] = text.split('=');
  return { name, program };
});
const CHANNELS_EACH = 5;

for (let round = 0; round < rounds; round++) {
  await measure('none', null);
  for (const { name, program } of proxies) await measure(name, program);
}
process.exit(0);

async function measure(proxy: string, program: string | null): Promise<void> {
  const discord = await startLocalDiscord({
    validate: false,
    globalRequestsPerSecond: 50,
    channelNames: Array.from({ length: processes * CHANNELS_EACH }, (_, i) => `channel-${i}`),
  });
  const upstream = discord.apiUrl.replace(/\/api$/, '');
  const front =
    program === null
      ? null
      : await startProxy(program, upstream, discord.botToken, `${discord.applicationId}:${proxy.split('@')[1] ?? 50}`);
  const apiUrl = front ? `${front.url}/api` : discord.apiUrl;
  const children = await Promise.all(
    Array.from({ length: processes }, (_, i) => startSender(i, { token: discord.botToken, apiUrl })),
  );
  await sleep(1500);
  const before = discord.requests.length;
  const told = children.map((child) => once(child, 'message'));
  for (const child of children) child.send({ count: edits });
  const ended = (await Promise.all(told)).map(([said]) => said as { refused: number; failed: number; seconds: number });
  const sent = discord.requests.slice(before);
  const seconds = Math.max(...ended.map((end) => end.seconds));
  print({
    bench: 'shared-limit',
    proxy,
    processes,
    edits: processes * edits,
    done: sent.filter(({ status }) => status === 200).length,
    failed: ended.reduce((sum, { failed }) => sum + failed, 0),
    discordRefused: sent.filter(({ status }) => status === 429).length,
    botsToldToWait: ended.reduce((sum, { refused }) => sum + refused, 0),
    mostInASecond: busiest(sent.map(({ at }) => at)),
    editsPerSecond: Number(((processes * edits) / seconds).toFixed(1)),
  });
  for (const child of children) child.disconnect();
  front?.stop();
  await discord.close();

  function startSender(i: number, about: { token: string; apiUrl: string }): Promise<ChildProcess> {
    const channelIds = discord.channels.slice(i * CHANNELS_EACH, (i + 1) * CHANNELS_EACH).map(({ id }) => id);
    const child = fork(join(import.meta.dirname, 'sender-child.ts'), [JSON.stringify({ ...about, channelIds })]);
    return once(child, 'message').then(() => child);
  }
}

/** The most requests that came within one second of the clock, as Discord counts them here. */
function busiest(times: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const at of times) counts.set(Math.floor(at / 1000), (counts.get(Math.floor(at / 1000)) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

async function startProxy(program: string, upstream: string, token: string, limit: string) {
  const port = await freePort();
  const child = spawn(program, {
    env: {
      PORT: String(port),
      UPSTREAM: upstream,
      HOST: '127.0.0.1',
      BIND_IP: '127.0.0.1',
      DISCORD_TOKEN: token,
      DISABLE_HTTP2: '1',
      ENABLE_METRICS: 'false',
      BOT_RATELIMIT_OVERRIDES: limit,
    },
    stdio: ['ignore', 'ignore', process.env.BENCH_VERBOSE ? 'inherit' : 'ignore'],
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await fetch(url).then(Boolean, () => false))) await sleep(50);
  return { url, stop: () => void child.kill() };
}
