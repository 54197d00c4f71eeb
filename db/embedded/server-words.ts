/** Known messages of PostgreSQL and what to do about them. The first match applies. */
const known: readonly [RegExp, string][] = [
  [
    /pre-existing shared memory/i,
    'Processes of a server that died still use the folder. End every "postgres" process of it and start again.',
  ],
  [
    /shared memory segment/i,
    'The machine gives it too little shared memory. In Docker, start the container with --shm-size=256m.',
  ],
  [
    /No space left on device|Check free disk space|Disk quota exceeded/i,
    'The disk is full. Make room on it and start again.',
  ],
  [/Read-only file system/i, 'The folder is on a disk that can only be read. Choose another DATA_DIR.'],
  [/Address already in use/i, 'The port is taken by another program.'],
  [
    /wrong ownership|invalid permissions/i,
    'The folder belongs to another user, or others may read it. Give it back to its user with chown -R, and chmod 700.',
  ],
  [
    /Permission denied|Operation not permitted|EACCES/i,
    'Its user may not read or write there. Check the owner of the folder and of what is in it.',
  ],
  [
    /incompatible with server|not compatible with this version/i,
    'The data was written by another version of PostgreSQL. Start the Tribunal that wrote it, or move the data with pg_dump.',
  ],
  [
    /loading shared librar|cannot open shared object|library not loaded|ENOENT/i,
    'The PostgreSQL that comes along is not complete, or not made for this system (Alpine Linux is not supported). Run "npm install" again with install scripts allowed, or name a database in DATABASE_URL.',
  ],
];

/** Turns the output of PostgreSQL's programs into one or two sentences for people. */
export function explainServerWords(words: string): string {
  const hint = known.find(([pattern]) => pattern.test(words))?.[1];
  const said = words
    .trim()
    .split('\n')
    .filter((line) => /FATAL|PANIC|error|could not|cannot/i.test(line))
    .at(-1);
  return [hint, `PostgreSQL said: ${(said ?? words.trim().split('\n').at(-1) ?? '').trim() || 'nothing'}`]
    .filter(Boolean)
    .join(' ');
}
