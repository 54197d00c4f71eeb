import { tribunal } from './program.ts';

// Whoever reads our output may stop early, like `head`: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

try {
  // The command, or the one that `help` is asked about.
  const program = await tribunal(process.argv.slice(2, 4));
  await program.parseAsync();
} catch (error) {
  // What a person can mend is said in words; anything else keeps its stack.
  const { explain } = await import('./explain.ts');
  console.error(explain(error) ?? error);
  process.exitCode = 1;
}
