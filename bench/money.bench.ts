import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../db/client.ts';
import { startEmbedded } from '../db/embedded.ts';
import { migrateDatabase } from '../db/migrate.ts';
import { startBillingServer } from '../tests/support/billing-server.ts';
import { billOf, booksOf, putAndRun, tidy } from '../tests/support/money.ts';
import { moneyCases } from '../tests/support/money-cases.ts';
import { print } from './support/figures.ts';

/** Tokens that a model server bills for an ask, beside those that the bot books. One line for each case. */
const folder = await mkdtemp(join(tmpdir(), 'tribunal-money-'));
await chmod(folder, 0o755);
const embedded = await startEmbedded(folder);
await migrateDatabase(embedded.url);
const fresh = { url: embedded.url, database: openDatabase(embedded.url) };
const server = await startBillingServer();
for (const [fault, { case: one, server: set }] of Object.entries(moneyCases)) {
  await tidy(fresh, server);
  set?.(server);
  let reserved = 0;
  const before = async () => {
    reserved = (await booksOf(fresh)).reserved;
  };
  await putAndRun(fresh, server, { ...one, before });
  await server.settled();
  const { asks, tokens: booked } = await booksOf(fresh);
  const billed = billOf(server);
  const times = Number((booked / billed).toFixed(2));
  print({ bench: 'money', fault, requests: server.billed.calls, billed, booked, times, asks, reserved });
}
await server.close();
await fresh.database.close();
await embedded.stop();
await rm(folder, { recursive: true, force: true });
