import { explain } from './explain.ts';
import { tribunal } from './program.ts';

// Whoever reads our output may stop early, like `head`: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

try {
  await tribunal().parseAsync();
} catch (error) {
  // What a person can mend is said in words; anything else keeps its stack.
  console.error(explain(error) ?? error);
  process.exitCode = 1;
}
