import { startHubServer } from './hub/server.ts';

// A hub for other programs, such as huggingface_hub: prints its address, and serves until it is killed.
const { url } = await startHubServer({ page: 50, part: 4000, port: Number(process.argv[2] ?? 0) });
console.log(url);
