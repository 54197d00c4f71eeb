import { setTimeout as wait } from 'node:timers/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { loadEnvFile, readHubConfig } from '../config.ts';
import { policy } from '../research/export/discord-terms.ts';
import type { Visibility } from '../research/hub/hub.ts';
import { SaidError } from '../said-error.ts';
import { named } from './commands.ts';
import { openCount, say } from './progress.ts';

interface Flags {
  repo: string;
  private?: true;
  gated?: true;
  public?: true;
  simulated?: true;
  yes?: true;
}

/** The rules of huggingface.co for names. */
function repoName(text: string): string {
  const part = String.raw`(?!.*(--|\.\.))[A-Za-z0-9][\w.-]{0,94}[A-Za-z0-9]|[A-Za-z0-9]`;
  if (!new RegExp(`^(${part})/(${part})$`).test(text) || text.endsWith('.git'))
    throw new InvalidArgumentError('It must be OWNER/NAME, as in the address of the dataset behind /datasets/.');
  return text;
}

const visibilityOf = (flags: Flags): Visibility | null =>
  flags.public ? 'public' : flags.gated ? 'gated' : flags.private ? 'private' : null;

export const publishCommand = (): Command =>
  named('publish')
    .argument('<folder>', 'an export, as `export` has written it')
    .requiredOption('--repo <owner/name>', 'the dataset repository; it is made if there is none', repoName)
    .addOption(new Option('--private', 'only its owner can see it (the default)').conflicts(['gated', 'public']))
    .addOption(
      new Option('--gated', 'everybody sees the card, and asks you for the files').conflicts(['private', 'public']),
    )
    .addOption(new Option('--public', 'everybody can copy the files').conflicts(['private', 'gated']))
    .option('--simulated', 'publish an export that holds rows of simulated people')
    .option('--yes', 'do it; without it the command only says what it would do')
    .addHelpText(
      'after',
      '\nHF_TOKEN, with the right to write, is read from the environment or .env, and HF_ENDPOINT for another hub.\nIt makes no DOI: that would lock the repository, and nobody could withdraw any more.\n\nExamples:\n  npm run -s tribunal -- publish card --repo my-lab/our-votes\n  npm run -s tribunal -- publish card --repo my-lab/our-votes --gated --yes',
    )
    .action(async (folder: string, flags: Flags) => {
      loadEnvFile();
      const { HF_TOKEN: token = null, HF_ENDPOINT: endpoint } = readHubConfig();
      console.error(policy.map((rule) => `Note: ${rule}`).join('\n'));
      if (token === null ? flags.yes : !token.startsWith('hf_'))
        throw new SaidError(
          'HF_TOKEN must be a token of the hub (hf_…) with the right to write. Make one under Settings, Access Tokens, and set it in the environment.',
        );
      const [
        { readExport },
        { openHub },
        { isDone, planOf },
        { planInWords, sizeOf, totalOf },
        { publishExport },
        { patiently },
      ] = await Promise.all([
        import('../research/hub/read-export.ts'),
        import('../research/hub/hub.ts'),
        import('../research/hub/plan.ts'),
        import('../research/hub/plan-words.ts'),
        import('../research/hub/publish-export.ts'),
        import('../research/hub/patiently.ts'),
      ]);
      const { repo, simulated = false } = flags;
      const wanted = { repo, visibility: visibilityOf(flags), simulated, now: new Date() };
      const from = await readExport(folder);
      const hub = await openHub(endpoint, token);
      // Without a token a private repository cannot be told from none.
      const seen = token === null ? null : await patiently(() => hub.look(repo), wait, say);
      const plan = planOf(from, seen, wanted);
      console.log(planInWords(plan, from, endpoint));
      if (isDone(plan)) return;
      if (!flags.yes) {
        const blind = token === null ? ' HF_TOKEN is not set, so what the repository holds now is not known.' : '';
        console.log(`Nothing was sent: this was a dry run.${blind} To do it, say it again with --yes.`);
        return;
      }
      const progress = openCount('sent');
      let sent = 0;
      const onSent = (bytes: number) => {
        sent += bytes;
        progress.show(`${sizeOf(sent)} of ${sizeOf(totalOf(plan.upload))}`);
      };
      await publishExport(hub, from, plan, seen, { wait, say, onSent }).finally(progress.end);
      console.log(`Done: ${endpoint}/datasets/${repo}`);
    });
