import { type Finding, failure, ok } from '../finding.ts';
import type { Patient } from '../patient.ts';

/** Reports every setting that is missing or wrong, in the same words as the start of the bot. */
export async function configuration({ problems, envFile }: Patient): Promise<Finding[]> {
  if (problems.length === 0) return [ok('configuration', 'complete, and every value can be read')];
  return problems.map((problem) =>
    failure(
      'configuration',
      problem,
      `Set it in ${envFile} or in the environment; .env.example says what each setting means, and \`npm run -s tribunal -- init\` asks for what is needed.`,
    ),
  );
}
