import type { AskSettings } from '../../../db/schema/asks.ts';
import { chooseFormat } from '../../judge/choose-format.ts';
import { judgesIn, withoutRules } from '../../model-name.ts';
import type { Sight } from '../../models/sight.ts';
import { givesScores } from '../../reward.ts';

interface Judging {
  /** The judge to which `format` applies. */
  judgeModel: string;
  format: string | undefined;
}

type Models = Pick<AskSettings, 'candidateModels' | 'judgeModel' | 'judgeModelStrong'>;

/**
 * The models that keep an ask from having pictures: of those that may answer or judge, each that cannot see,
 * or that judges in a format without pictures. A judge that does not see what the replies are about would
 * judge half of the question.
 * @returns [] when all of them can
 */
export async function blindOf(
  { candidateModels, judgeModel, judgeModelStrong }: Models,
  { judgeModel: named, format }: Judging,
  sight: Sight,
): Promise<string[]> {
  const strong = judgeModelStrong === null ? [] : [judgeModelStrong];
  const judges = [...judgesIn(withoutRules(judgeModel)).models, ...strong];
  const textOnly = judges.filter((name) => !takesPictures(name, name === named ? format : undefined));
  const blind = await sight.blindAmong([...candidateModels, ...judges].filter((name) => !textOnly.includes(name)));
  return [...new Set([...blind, ...textOnly])];
}

const takesPictures = (judge: string, format: string | undefined): boolean =>
  !givesScores(judge, format) && chooseFormat(judge, format).takesPictures === true;
