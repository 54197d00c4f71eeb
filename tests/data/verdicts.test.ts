import { describe, expect, it } from 'vitest';
import { chooseFormat, formats } from '../../src/judge/choose-format.ts';
import type { Format } from '../../src/judge/format.ts';
import { readVerdict } from '../../src/judge/verdict.ts';
import { hasPublicData, readPublicLines } from '../support/public-data.ts';

const FINAL = /Output \(([ab])\) is better\W*$/;

/** A format's verdict, as it says itself, and a name for a reply in the reasoning. */
const markerOf = (format: Format, a: boolean) => (a ? format.verdicts.first : format.verdicts.second);
const nameOf = (a: boolean) => `Assistant ${a ? 'A' : 'B'}`;

/** Reads transcripts, and counts results by whether a transcript ends with an explicit verdict. */
function readAll(
  format: Format,
  transcripts: readonly string[],
  dress: (thought: string, final: string, raw: string) => string,
) {
  const counts = { right: 0, wrong: 0, invalid: 0, unmarkedInvalid: 0, unmarkedRead: 0 };
  for (const raw of transcripts) {
    const final = FINAL.exec(raw.trim());
    const said = raw
      .trim()
      .replace(FINAL, '')
      .replace(/Output \(([ab])\)/g, (_, letter) => nameOf(letter === 'a'));
    const text = dress(said, final ? markerOf(format, final[1] === 'a') : '', raw);
    const { verdict } = readVerdict({ text, reasoning: '', stopReason: 'end' }, format.read);
    if (!final) counts[verdict === 'invalid' ? 'unmarkedInvalid' : 'unmarkedRead']++;
    else if (verdict === 'invalid') counts.invalid++;
    else counts[(verdict === 'first') === (final[1] === 'a') ? 'right' : 'wrong']++;
  }
  return counts;
}

describe.skipIf(!hasPublicData)('real transcripts of judges', () => {
  it('of RM-R1, both shapes, are read as their authors read them', () => {
    interface Row {
      model: string;
      raw: string;
      chosen_in_position_B: boolean | null;
      reference_correct: 0 | 1 | null;
    }
    const rows = readPublicLines<Row>('rm_r1_outputs/outputs.jsonl');
    expect(rows.length).toBeGreaterThan(10);
    for (const { model, raw, chosen_in_position_B, reference_correct } of rows) {
      const reading = readVerdict({ text: raw, reasoning: '', stopReason: 'end' }, chooseFormat(model).read);
      expect(reading.conflict).toBe(false);
      if (reference_correct === null || chosen_in_position_B === null) expect(reading.verdict).not.toBe('invalid');
      else expect(reading.verdict === 'second').toBe(chosen_in_position_B === (reference_correct === 1));
    }
  });

  const transcripts = hasPublicData
    ? readPublicLines<{ raw: string }>('llmbar/cot_outputs.jsonl').map(({ raw }) => raw)
    : [];

  it.each(Object.values(formats))('of LLMBar in the marker of $name: none wrong, none made up', (format) => {
    const plain = readAll(format, transcripts, (thought, final) => `${thought}\n\n${final}`);
    expect(plain).toMatchObject({ wrong: 0, invalid: 0, unmarkedRead: 0 });
    expect(plain.right).toBeGreaterThan(2800);
  });

  it.each(Object.values(formats))(
    'of LLMBar as a thought that names both in the marker of $name: none wrong',
    (format) => {
      const harder = readAll(
        format,
        transcripts,
        // The reasoning "boxes" every candidate that it mentions. Only the text after it counts.
        (_thought, final, raw) =>
          `<think>${raw.replace(/Output \(([ab])\)/g, (_, letter) => markerOf(format, letter === 'a'))}</think>\n${final}`,
      );
      expect(harder).toMatchObject({ wrong: 0, invalid: 0, unmarkedRead: 0 });
      expect(harder.right).toBeGreaterThan(2800);
    },
  );
});
