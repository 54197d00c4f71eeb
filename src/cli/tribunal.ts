import { tribunal } from './program.ts';

// A reader of our output may stop early, as `head` does. That is no error, but those before it still count.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  // The command, or the one behind `help`.
  const program = await tribunal(process.argv.slice(2, 4));
  await program.parseAsync();
} catch (error) {
  // An error that a person can fix is explained. Any other keeps its stack.
  const { explain } = await import('./explain.ts');
  console.error(explain(error) ?? error);
  process.exitCode = 1;
}
