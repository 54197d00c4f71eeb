import { type Mood, startQualityServer } from '../../tests/support/quality-server.ts';

/**
 * The model server of a load bench.
 * It is a process of its own, so that it cannot delay the local Discord.
 */
const server = await startQualityServer();
process.on('message', (message: Partial<Mood> | 'counts') => {
  // Nobody reads the recorded requests, and they would grow as long as the bench runs.
  server.requests.length = 0;
  if (message === 'counts') process.send?.(server.counts);
  else Object.assign(server.mood, message);
});
process.on('disconnect', () => process.exit(0));
process.send?.({ candidateModel: server.candidateModel, judgeModel: server.judgeModel });
