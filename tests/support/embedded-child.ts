import postgres from 'postgres';
import { startEmbedded } from '../../db/embedded.ts';

// Starts or adopts the server of a folder, reports its address, and stops it on a message or a SIGINT.
const server = await startEmbedded(process.argv[2] ?? '');
process.once('message', async () => {
  await server.stop();
  process.exit(0);
});
process.once('SIGINT', async () => {
  const sql = postgres(server.url, { max: 1 });
  const [row] = await sql`select 1 as one`;
  await sql.end();
  await server.stop();
  process.exit(row?.one === 1 ? 0 : 1);
});
process.send?.({ url: server.url, adopted: server.adopted });
