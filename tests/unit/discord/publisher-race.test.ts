import { expect, it } from 'vitest';
import type { AskSnapshot } from '../../../src/asks/snapshot.ts';
import { openPublisher } from '../../../src/discord/publisher.ts';
import { openLog } from '../../../src/ops/log.ts';
import { askRow, candidateRow } from '../../support/snapshots.ts';

it('an edit that another process’s Hide overtook is followed by one that hides', async () => {
  const sent: string[] = [];
  let hiddenAt: Date | null = null;
  const snapshot = (): AskSnapshot =>
    ({
      ask: askRow({ state: 'voting', pick: 0, messageId: '7', interactionToken: null, hiddenAt }),
      candidates: [candidateRow(0, 'Words to hide'), candidateRow(1, 'Others')],
      comparisons: [],
      ballot: null,
      tally: [],
      whyAllowed: false,
    }) as unknown as AskSnapshot;
  const rest = {
    async patch(_path: string, { body }: { body: unknown }) {
      // The other process hides while this request is on its way, and its edit is there first.
      hiddenAt = new Date();
      sent.push(JSON.stringify(body));
      return { id: '7' };
    },
  };
  const publisher = openPublisher({
    rest: rest as never,
    webhookRest: rest as never,
    load: async () => snapshot(),
    standingOf: async () => ({ state: 'voting', hiddenAt }),
    abandon: async () => {},
    saveMessage: async () => {},
    fail: async () => false,
    paint: async () => null,
    pictures: async () => [],
    log: openLog('silent'),
    now: Date.now,
    pauseMs: 0,
    countPauseMs: 0,
  });
  publisher.recount('ask');
  await expect.poll(() => sent.length).toBe(2);
  expect(sent[0]).toContain('Words to hide');
  expect(sent[1]).not.toContain('Words to hide');
});
