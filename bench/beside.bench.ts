import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Computes the same figures from the same files by other people's packages and by ours. One line a figure:
 * `{"topic","figure","package","theirs","ours","apart"}`.
 *
 * Each topic in `bench/beside/` is a pair of files. `NAME.py DATA` prints `{"package": "evalica 0.4.2",
 * "figures": {"…": 0.5}}` or an array of such, with null for a figure that is not defined. `NAME.ts` exports
 * by default a function of the same folder that resolves to the same figures. `DATA` is a folder of public
 * files. Python 3.11 or later: `-P` keeps a topic from hiding the package that it is called after.
 */
export type Topic = (data: string) => Promise<Readonly<Record<string, number | null>>>;

interface Theirs {
  package: string;
  figures: Record<string, number | null>;
}

const [python = 'python3', data = '../shared/data', wanted = ''] = process.argv.slice(2);
const folder = join(import.meta.dirname, 'beside');

if (!existsSync(data)) {
  console.error(`There is no folder ${data}. Usage: npm run bench -- beside PYTHON DATA [TOPIC]`);
  process.exit(2);
}
for (const file of readdirSync(folder).sort()) {
  if (!file.endsWith('.py') || !file.includes(wanted)) continue;
  const topic = file.slice(0, -'.py'.length);
  const { status, stdout, stderr } = spawnSync(python, [join(folder, file), data], {
    // Otherwise Python takes a topic for the package of the same name.
    env: { ...process.env, PYTHONSAFEPATH: '1' },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) {
    console.error(`${topic} was not compared: ${stderr.trim().split('\n').at(-1)}`);
    process.exitCode = 1;
    continue;
  }
  const { default: compute } = (await import(join(folder, `${topic}.ts`))) as { default: Topic };
  const ours = await compute(data);
  const all = JSON.parse(stdout) as Theirs | Theirs[];
  for (const one of Array.isArray(all) ? all : [all])
    for (const [figure, theirs] of Object.entries(one.figures)) {
      const own = ours[figure] ?? null;
      const apart = theirs === null || own === null ? (theirs === own ? 0 : null) : Math.abs(theirs - own);
      console.log(JSON.stringify({ topic, figure, package: one.package, theirs, ours: own, apart }));
    }
}
