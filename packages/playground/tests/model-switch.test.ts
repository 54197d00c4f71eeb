import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type QualityServer, startQualityServer } from '../../../tests/support/quality-server.ts';
import { openModelSwitch } from '../src/model-switch.ts';
import type { Banner, Choice } from '../src/page/protocol.ts';

/** The bot is a function here: what was started is in `started`. */
describe('changing models while the playground runs', () => {
  let server: QualityServer;
  const started: Choice[] = [];
  const bannerOf = ({ writes, judges }: Choice): Banner => ({
    practice: writes === null || judges === null,
    models: [writes ?? 'hf:practice-otter@http://127.0.0.1:9/v1'],
    judge: judges ?? 'hf:practice-judge@http://127.0.0.1:9/v1',
  });
  const open = (fails: (choice: Choice) => boolean = () => false) =>
    openModelSwitch({
      ports: [Number(new URL(server.url).port)],
      async restart(choice) {
        started.push(choice);
        if (fails(choice)) throw new Error('it broke');
        return bannerOf(choice);
      },
    });
  const none = { writes: null, judges: null };

  beforeAll(async () => {
    server = await startQualityServer();
  });
  afterAll(() => server.close().catch(() => {}));

  it('begins with the models of the start, and names those that it found', async () => {
    const models = await open();
    expect(models.state()).toMatchObject({ banner: bannerOf(none), changing: false, problem: null, chosen: none });
    expect(models.state().near).toMatchObject([{ address: server.url, models: ['writer', 'RRM-7B'] }]);
    expect(server.requests).toEqual([]);
  });

  it('starts the bot with what was chosen, and tells before and after', async () => {
    const models = await open();
    const told: boolean[] = [];
    const stop = models.onChange(() => told.push(models.state().changing));
    const choice = { writes: server.candidateModel, judges: null };
    await models.use(choice);
    expect(told).toEqual([true, false]);
    expect(started.at(-1)).toEqual(choice);
    expect(models.state()).toMatchObject({ banner: bannerOf(choice), chosen: choice });
    stop();
    await models.use(none);
    expect(told.length).toBe(2);
    expect(models.state().chosen).toEqual(none);
  });

  it('takes no model that was not found, and one change at a time', async () => {
    const models = await open();
    const before = started.length;
    await expect(models.use({ writes: 'hf:x@http://example.org/v1', judges: null })).rejects.toThrow(/not found/);
    await expect(models.use({ writes: null, judges: 'anthropic:claude-x' })).rejects.toThrow(/not found/);
    expect(started.length).toBe(before);
    const first = models.use({ writes: null, judges: server.judgeModel });
    await expect(models.use(none)).rejects.toThrow(/being changed/);
    await first;
  });

  it('goes on with the earlier models where the chosen ones cannot start, and says so', async () => {
    const models = await open(({ judges }) => judges !== null);
    await models.use({ writes: server.candidateModel, judges: null });
    await models.use({ writes: server.candidateModel, judges: server.judgeModel });
    expect(models.state()).toMatchObject({
      changing: false,
      problem: expect.stringMatching(/did not start/),
      chosen: { writes: server.candidateModel, judges: null },
    });
    expect(started.at(-1)).toEqual({ writes: server.candidateModel, judges: null });
  });

  it('looks again when it is asked to', async () => {
    const models = await open();
    await server.close();
    await models.look();
    expect(models.state().near).toEqual([]);
  });
});
