import { expect, it } from 'vitest';
import { openVoteDesk } from '../../src/ballots/desk.ts';

it('a vote whose commit waits for a standby is told in time, and so are those behind it', async () => {
  let begun = 0;
  const db = {
    transaction: () => {
      begun++;
      return new Promise(() => {});
    },
  };
  const desk = openVoteDesk({ database: { db } } as never, 30);
  const click = { ballotId: 'b', key: 'a', voterHash: 'v', interactionId: 'i', channelId: 'c', at: new Date(0) };
  const first = desk.cast(click as never);
  await expect(first).rejects.toThrow(/does not say whether a vote is stored/);
  await expect(desk.cast({ ...click, voterHash: 'w' } as never)).rejects.toThrow(/does not say/);
  expect(begun).toBe(1);
});
