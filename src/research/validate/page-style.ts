import { count, type Html, paragraph, section, table } from '../report/html.ts';
import { oddsWords } from './page-words.ts';
import type { Minded } from './style.ts';
import type { Validation } from './validation.ts';

/** What the judge minds in texts, and for its own family, beside people. */
export function mindedSection({ style }: Validation): Html {
  const { styles, own, family, byModel, pairs, questions } = style;
  return section(
    'Style, length and self-preference',
    'What goes with being preferred, for people and for the judge on the same pairs: odds ratios of one logistic regression (contextual Bradley–Terry, as the style control of Chatbot Arena). 1 means: makes no difference. The last column is the judge’s odds over those of people; only that is a bias, because people like some styles too. A judge that is right more often than people can differ from them without a fault.',
    table('Style, for one standard deviation more of it', columns, styles) ??
      paragraph('Style is not known: the rows hold no texts.'),
    styles.length > 0
      ? paragraph(
          `${count(pairs)} pairs on ${count(questions)} questions. ${byModel ? 'The strength of the models that wrote the texts is taken out.' : 'Who wrote the texts is not named, so the strength of models is not taken out.'} Length is in characters; each style is (a − b) / (a + b + 1).`,
        )
      : null,
    own === null
      ? paragraph(
          family === null
            ? 'Self-preference is not known: the family of the judge is not known. --family names it.'
            : 'Self-preference is not known: the rows name no models.',
        )
      : table(`A text of its own family (${family}) against one of another`, columns, [own]),
  );
}

const columns = [
  { head: 'What', cell: ({ name }: Minded) => name },
  { head: 'People', cell: ({ people }: Minded) => oddsWords(people) },
  { head: 'Judge', cell: ({ judge }: Minded) => oddsWords(judge) },
  { head: 'Judge over people', cell: ({ difference }: Minded) => oddsWords(difference) },
];
