import { afterEach, describe, expect, it, vi } from 'vitest';
import { openDiscord } from '../../../src/discord/open-discord.ts';

afterEach(() => vi.unstubAllEnvs());

describe('the client of Discord', () => {
  it.each(['', '0-1/4'])('does not read SHARDS=%s past our own settings', (text) => {
    vi.stubEnv('SHARDS', text);
    expect(openDiscord({ token: 'x' }).client.options.shards).toBe('auto');
    const shards = { ids: [0, 1], of: 4 };
    expect(openDiscord({ token: 'x', shards }).client.options).toMatchObject({ shards: [0, 1], shardCount: 4 });
  });
});
