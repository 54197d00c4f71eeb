import postgres from 'postgres';
import { startEmbedded } from '../../db/embedded.ts';

const server = await startEmbedded(process.argv[2] ?? '');
const sql = postgres(server.url, { max: 1 });
await sql`select 1`;
process.send?.({ url: server.url, adopted: server.adopted });
process.once('message', async () => {
  await sql.end();
  await server.stop();
  process.exit(0);
});
