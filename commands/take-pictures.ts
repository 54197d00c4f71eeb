import { type AskPicture, picturesOf } from '../db/repo/ask-pictures.ts';
import type { AskRequest, NewPicture } from '../src/asks/create.ts';
import { fetchPicture } from '../src/asks/pictures/fetch-picture.ts';
import { blindOf } from '../src/asks/pictures/who-sees.ts';
import type { OfferedFile } from '../src/asks/question-file.ts';
import { AskRefused, type PictureProblem } from '../src/limits/refused.ts';
import { mostPictureTokens } from '../src/models/picture-tokens.ts';
import { readContentCheck } from '../src/safety/content-check.ts';
import { PICTURES } from '../src/terms.ts';
import type { BotDeps } from './command.ts';

type AskSettings = AskRequest['settings'];

/** Pictures that came along with a question, before anybody knows whether they can be taken. */
export interface OfferedPictures {
  files?: readonly OfferedFile[];
  /** The ask whose pictures go along once more. */
  ofAsk?: string;
  /** One that cannot be taken refuses the question. Otherwise it is named as not read. */
  refuses?: boolean;
}

export interface TakenPictures {
  pictures: NewPicture[];
  /** The names of those that were not taken. */
  notRead: string[];
  /** For the ask's settings. */
  about: Pick<AskSettings, 'pictures' | 'picturesLeftOut'>;
}

/**
 * Takes the pictures of a question, where every model that may answer or judge it can see them and no content
 * check is on, which reads text only. Otherwise none of them is fetched.
 * @throws {AskRefused} when a picture cannot be taken and `refuses` is set
 */
export async function takePictures(
  { files = [], ofAsk, refuses = false }: OfferedPictures,
  settings: AskSettings,
  { config, database, sight }: Pick<BotDeps, 'config' | 'database' | 'sight'>,
): Promise<TakenPictures> {
  const held = ofAsk === undefined ? [] : await picturesOf(database.db, ofAsk);
  const all = [...held.map(({ name }) => name), ...files.map(({ name }) => name)];
  if (all.length === 0) return { pictures: [], notRead: [], about: {} };
  const judging = { judgeModel: config.JUDGE_MODEL, format: config.JUDGE_FORMAT };
  const isChecked = readContentCheck(config.CONTENT_CHECK) !== null;
  const blind = isChecked ? [] : await blindOf(settings, judging, sight);
  if (isChecked || blind.length > 0) return { pictures: [], notRead: all, about: { picturesLeftOut: { blind } } };

  const pictures: NewPicture[] = held.map(({ number: _, ...picture }: AskPicture) => picture);
  const notRead = files.slice(PICTURES.most).map(({ name }) => name);
  const read = await Promise.all(
    files.slice(0, PICTURES.most).map((file) => fetchPicture(file, config.DISCORD_API_URL)),
  );
  const leave = (name: string, problem: PictureProblem) => {
    if (refuses) throw new AskRefused({ kind: 'picture', problem, name });
    notRead.push(name);
  };
  let room: number = PICTURES.bytesInAll;
  for (const [at, one] of read.entries()) {
    const { name } = files[at]!;
    if ('problem' in one) leave(name, one.problem);
    else if (one.bytes.byteLength > room) leave(name, 'large');
    else {
      room -= one.bytes.byteLength;
      const { bytes, ...picture } = one;
      pictures.push({ ...picture, data: Buffer.from(bytes).toString('base64') });
    }
  }
  if (pictures.length === 0) return { pictures, notRead, about: {} };
  const tokens = pictures.reduce((sum, picture) => sum + mostPictureTokens(picture), 0);
  return { pictures, notRead, about: { pictures: { n: pictures.length, tokens } } };
}
