import { SaidError } from '../said-error.ts';
import type { Format } from './format.ts';
import { formats as builtIn, formatOfModel } from './formats/index.ts';
import { isFormatFile, readFormatFile } from './own-format.ts';

export const formats = builtIn;

export const formatNames = Object.keys(formats);

/**
 * Chooses the format by `named`, a name or a file of one's own, or else by the model's name. A name that
 * tells none is a chat model.
 * @throws {SaidError} where there is no format of that name, or its file cannot be used
 */
export function chooseFormat(model: string, named?: string): Format {
  if (named === undefined) return formatOfModel(model);
  if (isFormatFile(named)) return readFormatFile(named);
  const format = Object.hasOwn(formats, named) ? formats[named] : undefined;
  if (!format)
    throw new SaidError(
      `There is no judge format "${named}". There are ${formatNames.join(', ')}, or a file of your own: ./my-judge.yaml.`,
    );
  return format;
}
