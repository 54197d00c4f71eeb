import type { Command } from 'commander';
import { loadEnvFile, rawEnvironment } from '../config.ts';
import { named } from './commands.ts';
import type { Finding } from './doctor/finding.ts';
import { printed, summary } from './doctor/print.ts';
import { wholeNumber } from './whole-number.ts';

interface Flags {
  json?: boolean;
  calls: boolean;
  guild?: string;
  timeout: number;
}

export const doctorCommand = (): Command =>
  named('doctor')
    .option('--json', 'one JSON line a finding: name, state (ok, warning, failure, skipped), what, remedy')
    .option('--no-calls', 'call no models, because that costs a little')
    .option('--guild <id>', 'check this server only; DISCORD_GUILD_ID by default')
    .option('--timeout <seconds>', 'how long a model may take', wholeNumber(1, 3600), 60)
    .addHelpText('after', '\nExample:\n  npm run -s tribunal -- doctor --no-calls')
    .action(async ({ json, calls, guild, timeout }: Flags) => {
      loadEnvFile();
      // Loaded lazily: `--help` need not wait for discord.js and the SDKs.
      const [{ examine }, { openPatient }] = await Promise.all([
        import('./doctor/examine.ts'),
        import('./doctor/patient.ts'),
      ]);
      const patient = openPatient(rawEnvironment(), { guildId: guild, calls, callMs: timeout * 1000 });
      const findings: Finding[] = [];
      try {
        for await (const finding of examine(patient)) {
          findings.push(finding);
          console.log(json ? JSON.stringify(finding) : printed(finding));
        }
      } finally {
        await patient.close();
      }
      if (!json) console.log(`\n${summary(findings)}`);
      if (findings.some(({ state }) => state === 'failure')) process.exitCode = 1;
    });
