import { type JuryRule, juryRules } from './terms.ts';

/**
 * How models are called in front of others. Names in settings may hold the address of the operator's own
 * server (`hf:owner/model@http://127.0.0.1:8000/v1`), which concerns nobody else.
 * `db/repo/public-model.ts` holds `publicModel` as SQL.
 */

/** Who judges. The rule is that of a jury of several models; null: there is one. */
export interface NamedJudges {
  rule: JuryRule | null;
  models: readonly string[];
}

/**
 * Takes apart a judge's name as settings keep it: a model, or a jury behind its rule (`escalate:hf:a,hf:b`).
 */
export function judgesIn(name: string): NamedJudges {
  const rule = juryRules.find((one) => name.startsWith(`${one}:`));
  return rule ? { rule, models: name.slice(rule.length + 1).split(',') } : { rule: null, models: [name] };
}

/** Stands between a model and the version of its rules. No model's own name holds a `#`. */
const VERSION = /#rules-([1-9]\d{0,9})(?=@|,|$)/;

/** A judge's name with the version of the rules that it is given, in front of its address. */
export function withRules(name: string, version: number): string {
  const at = name.indexOf('@');
  return at === -1 ? `${name}#rules-${version}` : `${name.slice(0, at)}#rules-${version}${name.slice(at)}`;
}

/** The name as the model's server and the operator's settings have it; of a jury, of each of its judges. */
export const withoutRules = (name: string): string => name.replace(new RegExp(VERSION, 'g'), '');

/** The versions of all rules that a judge or a jury is given; empty: none. */
export const rulesVersionsIn = (name: string): number[] =>
  [...name.matchAll(new RegExp(VERSION, 'g'))].map(([, version]) => Number(version));

/**
 * A model's name in data: the whole of it, without the address of its server or the folder of its file. An
 * address ends where the next judge of a jury begins.
 */
export const publicModel = (name: string): string =>
  withoutFolders(name).replace(/@https?:\/\/(?:(?!,[a-z]+:)\S)*/g, '@own-server');

/** A model of a file in this machine is called by the file; where it lies is the operator's own affair. */
const withoutFolders = (name: string): string => name.replace(/(^|[:,])local:(?!hf:)[^,]*[\\/]/g, '$1local:');

/**
 * A model's name for people: without its vendor and without the place where it runs. The judges of a jury
 * stand beside each other (`a + b`) where they take turns, and behind each other (`a → b`) where the next one
 * is asked on a contradiction.
 */
export const modelName = (name: string): string =>
  ofEach(withoutFolders(name), (model) =>
    model.replace(/^\w+:/, '').replace(/@.*$/, '').replace(VERSION, ' · rules $1'),
  );

/** The same without its owner, for small places. */
export const shortModelName = (name: string): string =>
  ofEach(name, (model) => modelName(model).split('/').at(-1) || model);

function ofEach(name: string, of: (model: string) => string): string {
  const { rule, models } = judgesIn(name);
  return models.map(of).join(rule === 'escalate' ? ' → ' : ' + ');
}

/**
 * The shortest names for people that tell these models apart: without their owner, with it, or as in data.
 * Models that differ only by the address of their server are numbered.
 */
export function distinctNames(names: Iterable<string>): ReadonlyMap<string, string> {
  const all = [...new Set(names)];
  const alike = (of: (name: string) => string, name: string) => all.filter((other) => of(other) === of(name));
  return new Map(
    all.map((name) => {
      const shortest = [shortModelName, modelName, publicModel].find((of) => alike(of, name).length === 1);
      return [name, shortest?.(name) ?? `${publicModel(name)} ${alike(publicModel, name).indexOf(name) + 1}`];
    }),
  );
}
