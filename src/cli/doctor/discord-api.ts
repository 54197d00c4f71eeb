import { setTimeout as sleep } from 'node:timers/promises';
import type { DiscordConfig } from '../../config.ts';
import { isMoved, readJson } from '../../models/bounded-body.ts';
import { fieldsOf } from '../../models/counts.ts';
import { SaidError } from '../../said-error.ts';

/** A request to Discord that failed. `status` is null when Discord could not be reached. */
export class DiscordTrouble extends SaidError {
  override readonly name = 'DiscordTrouble';
  readonly status: number | null;

  constructor(status: number | null, message: string) {
    super(message);
    this.status = status;
  }
}

export interface DiscordApi {
  /** @throws {DiscordTrouble} */
  get(path: `/${string}`): Promise<unknown>;
  /**
   * How far this machine's clock was ahead of Discord's at the last response, in milliseconds. null before
   * the first one.
   */
  aheadMs(): number | null;
}

const ANSWER_WITHIN_MS = 10_000;
const LONGEST_PAUSE_S = 5;
/** Enough for all servers of a bot, or for all its commands in many languages. */
const ANSWER_BYTES = 8 << 20;

/**
 * Discord's REST API, read only. It does not use discord.js, because the checks need the raw responses and
 * their clock.
 */
export function openDiscordApi(
  { DISCORD_TOKEN, DISCORD_API_URL }: Pick<DiscordConfig, 'DISCORD_TOKEN' | 'DISCORD_API_URL'>,
  now: () => number = Date.now,
): DiscordApi {
  const base = `${DISCORD_API_URL ?? 'https://discord.com/api'}/v10`;
  let ahead: number | null = null;

  async function ask(path: string, tries: number): Promise<unknown> {
    const response = await fetch(base + path, {
      headers: { authorization: `Bot ${DISCORD_TOKEN}`, 'user-agent': 'DiscordBot (tribunal doctor, 1)' },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      redirect: 'manual',
    }).catch((error: Error) => {
      const late = error.name === 'TimeoutError';
      const code = (error.cause as { code?: string } | undefined)?.code ?? 'no connection';
      throw new DiscordTrouble(null, late ? 'it did not answer within ten seconds' : code);
    });
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) ahead = now() - date;
    if (isMoved(response))
      throw new DiscordTrouble(response.status, 'its address has moved, and the token is not sent to another one');
    const body = (await readJson(response, ANSWER_BYTES).catch(() => null)) ?? null;
    const wanted = fieldsOf(body).retry_after ?? LONGEST_PAUSE_S;
    if (response.status === 429 && typeof wanted === 'number' && wanted <= LONGEST_PAUSE_S && tries > 1) {
      await sleep(Math.max(0, wanted) * 1000);
      return ask(path, tries - 1);
    }
    if (!response.ok) throw new DiscordTrouble(response.status, `HTTP ${response.status}`);
    return body;
  }

  return { get: (path) => ask(path, 3), aheadMs: () => ahead };
}

/** What the operator can do about it. */
export function remedyFor({ status }: DiscordTrouble): string {
  if (status === 401)
    return 'Copy the token again from https://discord.com/developers/applications, page "Bot" (Reset Token), into DISCORD_TOKEN. It is shown only once, and a reset makes the old one useless.';
  if (status === 403 || status === 404) return 'The bot is not in that server, or may not see it: invite it again.';
  if (status === 429)
    return 'Wait some minutes. If it goes on, look for a second process that runs under the same token.';
  if (status !== null && status >= 500)
    return 'Discord itself has trouble: see https://discordstatus.com and try again later.';
  if (status !== null && status >= 300 && status < 400) return 'Set DISCORD_API_URL to the address that it has now.';
  if (status !== null) return 'Update Tribunal: Discord no longer takes this request.';
  return 'Look at the network of this machine, a firewall or proxy that keeps it from discord.com, and DISCORD_API_URL if that is set.';
}
