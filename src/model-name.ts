/**
 * How models are called in front of others. Names in settings may hold the address of the operator's own
 * server (`hf:owner/model@http://127.0.0.1:8000/v1`), which concerns nobody else.
 * `db/repo/public-model.ts` holds `publicModel` as SQL.
 */

/** A model's name in data: the whole of it, without the address of its server. */
export const publicModel = (name: string): string => name.replace(/@https?:\/\/\S*$/, '@own-server');

/** A model's name for people: without its vendor and without the place where it runs. */
export const modelName = (name: string): string => name.replace(/^\w+:/, '').replace(/@.*$/, '');

/** The same without its owner, for small places. */
export const shortModelName = (name: string): string => modelName(name).split('/').at(-1) || name;

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
