import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../db/client.ts';
import { type EmbeddedServer, startEmbedded } from '../../db/embedded.ts';
import { migrateDatabase } from '../../db/migrate.ts';
import { insertBallot } from '../../db/repo/ballots.ts';
import { asks } from '../../db/schema/asks.ts';
import { candidates } from '../../db/schema/candidates.ts';
import { openVoteDesk } from '../../src/ballots/desk.ts';
import { openLog } from '../../src/ops/log.ts';
import type { Queue } from '../../src/ops/queue.ts';
import { askRow, candidateRow } from '../../tests/support/snapshots.ts';

/** A desk with a database of its own, and any number of voters who vote on 20 duels in turn. */
export interface Voters {
  folder: string;
  embedded: EmbeddedServer;
  database: Database;
  /** The ids of the duels. */
  ballots: readonly string[];
  /**
   * Casts votes, each by another voter, so that always `atOnce` wait for their answer.
   * @returns how long each waited, in milliseconds
   */
  cast(votes: number, atOnce: number): Promise<number[]>;
  close(): Promise<void>;
}

/** @param settings of the server, like `track_wal_io_timing=on` */
export async function openVoters(settings: readonly string[] = []): Promise<Voters> {
  const folder = await mkdtemp(join(tmpdir(), 'tribunal-votes-'));
  await chmod(folder, 0o755);
  const embedded = await startEmbedded(folder, { settings });
  await migrateDatabase(embedded.url);
  const database = openDatabase(embedded.url);
  const ballots: string[] = [];
  for (let i = 0; i < 20; i++) ballots.push(await openDuel(database, i));
  const noQueue = { send: async () => {} } as unknown as Queue;
  const desk = openVoteDesk({ database, queue: noQueue, dailyCap: 200, log: openLog('error') });
  const vote = (i: number) =>
    desk.cast({
      ballotId: ballots[i % ballots.length] ?? '',
      key: i % 2 ? 'a' : 'b',
      interactionId: `interaction ${i}`,
      voterHash: `49be4a70bf014cc2221f7cbad3e1${String(i).padStart(8, '0')}`,
      channelId: '4',
      at: new Date(),
    });
  let next = 0;
  return {
    folder,
    embedded,
    database,
    ballots,
    async cast(votes, atOnce) {
      const waited: number[] = [];
      const end = next + votes;
      const voter = async () => {
        while (next < end) {
          const begun = performance.now();
          await vote(next++);
          waited.push(performance.now() - begun);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, voter));
      return waited;
    },
    async close() {
      await database.close();
      await embedded.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openDuel({ db }: Database, number: number): Promise<string> {
  const id = `0190a5b0-0000-7000-8000-${String(number).padStart(12, '0')}`;
  await db.insert(asks).values({ ...askRow(), id, interactionId: `ask ${number}` });
  for (const slot of [1, 2]) await db.insert(candidates).values({ ...candidateRow(slot, 'x'.repeat(900)), askId: id });
  const ballot = await insertBallot(db, {
    askId: id,
    kind: 'duel',
    shown: [2, 1],
    opponentPolicy: 'random',
    opponentProbability: 0.25,
    closesAt: new Date(Date.now() + 3_600_000),
    createdAt: new Date(Date.now() - 600_000),
  });
  return ballot?.id ?? '';
}
