import type { Format } from '../format.ts';
import { arenaHard } from './arena-hard.ts';
import { chat } from './chat.ts';
import { compassjudger } from './compassjudger.ts';
import { gramR2 } from './gram-r2.ts';
import { nemotronGenRm } from './nemotron-genrm.ts';
import { nemotronGenRm49b } from './nemotron-genrm-49b.ts';
import { rmR1, rmR1Distilled } from './rm-r1.ts';
import { rrm } from './rrm.ts';
import { rubricArm } from './rubric-arm.ts';

/** The formats that are part of the program, by name. */
export const formats: Readonly<Record<string, Format>> = Object.fromEntries(
  [rrm, rmR1, rmR1Distilled, gramR2, nemotronGenRm, nemotronGenRm49b, compassjudger, rubricArm, arenaHard, chat].map(
    (one) => [one.name, one],
  ),
);

/** Which models were trained on which format; the first that matches counts. */
const trainedOn: readonly (readonly [RegExp, string])[] = [
  [/\brm-?r1\b.*distill|distill.*\brm-?r1\b/i, rmR1Distilled.name],
  [/\brm-?r1\b/i, rmR1.name],
  [/\brrm\b/i, rrm.name],
  [/\bgram[-_]?(?:rr|r2)/i, gramR2.name],
  // The model "GenRM-Principle" scores one reply against one principle: it is no judge of pairs.
  [/nemotron(?!.*principle).*49b.*genrm/i, nemotronGenRm49b.name],
  [/nemotron(?!.*principle).*genrm/i, nemotronGenRm.name],
  [/compass-?judger/i, compassjudger.name],
  [/rubric-?(?:arm|rm)/i, rubricArm.name],
];

/** The format that a model of this name was trained on. A name that tells none is a chat model. */
export const formatOfModel = (model: string): Format =>
  formats[trainedOn.find(([name]) => name.test(model))?.[1] ?? chat.name] ?? chat;
