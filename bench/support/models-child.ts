import { type Mood, startQualityServer } from '../../tests/support/quality-server.ts';

/** The model server of a load bench, apart from the local Discord, so that neither makes the other late. */
const server = await startQualityServer();
process.on('message', (message: Partial<Mood> | 'counts') => {
  // What was asked is of no use here, and would grow for as long as the bench runs.
  server.requests.length = 0;
  if (message === 'counts') process.send?.(server.counts);
  else Object.assign(server.mood, message);
});
process.on('disconnect', () => process.exit(0));
process.send?.({ candidateModel: server.candidateModel, judgeModel: server.judgeModel });
