import { type Config, ConfigError, type Environment, loadEnvFile, rawEnvironment, readConfig } from '../config.ts';
import { readPlace } from './init.ts';

/**
 * Reads the settings of a start. If one is missing and somebody is at a terminal, it offers to run `init`
 * first. `over` holds settings from the command line.
 *
 * @returns null when they ran `init` and cancelled it.
 * @throws {ConfigError} naming everything that is missing or wrong.
 */
export async function configOrInit(over: Environment): Promise<Config | null> {
  // A copy: what .env adds below is not the environment's own, and may change.
  const own = { ...rawEnvironment() };
  loadEnvFile();
  try {
    return readConfig({ ...rawEnvironment(), ...over });
  } catch (error) {
    const isMissing = error instanceof ConfigError && error.problems.some((problem) => / is missing\b/.test(problem));
    if (!isMissing || !canTalk()) throw error;
    const { confirm } = await import('@clack/prompts');
    const missing = error.problems.map((problem) => `  - ${problem}`).join('\n');
    const yes = await confirm({
      message: `Tribunal is not set up yet:\n${missing}\nRun \`init\` now, which asks for what is needed?`,
      initialValue: false,
    });
    if (yes !== true) throw error;
    const { place, given } = await readPlace(own);
    const { inTerminal } = await import('./init/in-terminal.ts');
    if (!(await inTerminal(place, given))) return null;
    return readConfig({ ...(await readPlace(own)).place.before, ...own, ...over });
  }
}

/** A terminal without columns, as some containers have, would get one letter a line. */
const canTalk = (): boolean => process.stdin.isTTY && process.stdout.isTTY && process.stdout.columns > 0;
