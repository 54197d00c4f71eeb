import { openDatabase } from '../../db/client.ts';
import { votesForAgreement } from '../../db/repo/agreement-votes.ts';
import { serverAgreement } from '../../src/research/server-agreement.ts';
import { peakMiB, resetPeak } from './high-water.ts';

/**
 * Computes what `/agreement` says without days, for the seeded server, in a process of its own.
 * Prints its cost as JSON.
 */
const database = openDatabase(process.argv[2] ?? '', { max: 1 });
resetPeak();
const startMiB = peakMiB();
const begun = performance.now();
const found = serverAgreement(await votesForAgreement(database.db, '2', new Date(0)), 'again');
const seconds = (performance.now() - begun) / 1000;
await database.close();
console.log(JSON.stringify({ took: { questions: found.questions, seconds, startMiB, peakMiB: peakMiB() } }));
