import { type Finding, failure, ok } from '../finding.ts';
import type { Patient } from '../patient.ts';

/** Everything that is missing or wrong, all at once, as the start would say it. */
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
