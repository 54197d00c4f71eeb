import { type Command, InvalidArgumentError } from 'commander';
import { loadEnvFile, readExportConfig } from '../config.ts';
import type { Kept } from '../research/export/keep-list.ts';
import { named } from './commands.ts';
import { withDatabase } from './with-database.ts';

function exportId(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text))
    throw new InvalidArgumentError('It must be an export’s id, as its manifest.json has it.');
  return text;
}

export const keepListCommand = (): Command =>
  named('keep-list')
    .argument('<export-id>', 'exportId of its manifest.json', exportId)
    .addHelpText('after', '\nExample:\n  npm run -s tribunal -- keep-list 0b9f1a6e-1c57-4d0e-9a57-6a3ef8f0c2d1')
    .action(async (id: string) => {
      loadEnvFile();
      const { PSEUDONYM_KEY } = readExportConfig();
      const { keepList } = await import('../research/export/keep-list.ts');
      process.stdout.write('table,code\n');
      const write = (kept: readonly Kept[]) =>
        void process.stdout.write(kept.map(({ table, code }) => `${table},${code}\n`).join(''));
      await withDatabase((database) => keepList(database, PSEUDONYM_KEY, id, write));
    });
