import type { Leaderboard, RankedModel } from '../leaderboard.ts';
import { FEWEST_QUESTIONS } from '../server-agreement.ts';
import { count, type Html, paragraph, section, shareWords, table } from './html.ts';
import { intervalPlot } from './plots.ts';

/** The ranking of the models that answer, by people and by the judge on the same duels. */
export function rankingSection({ ranking }: { ranking: Leaderboard }): Html {
  const { models, unranked, questions, votes, sameModel } = ranking;
  const few = unranked
    .filter(({ why }) => why === 'few')
    .map(({ model, questions: own }) => `${model} (${count(own)})`);
  const apart = unranked.filter(({ why }) => why === 'apart').map(({ model }) => model);
  return section(
    'Whose answers people prefer',
    'Bradley–Terry shares from duels between two models: how often a model’s answer is preferred to that of an average other model; a tie is half a vote, “both bad” is left out, and each vote weighs one over the probability with which its opponent was shown. The judge’s are from the same duels, where its pick won. Places: how many models’ ranges lie wholly above and below. People see the judge’s pick against one other answer, so this ranks answers that were shown, not all that a model writes.',
    models.length > 1
      ? intervalPlot(
          'Preferred to an average other model',
          models.flatMap(({ model, people, judge, questions: own }) => [
            { label: model, figure: people, unit: 'votes', kind: 'people' as const },
            { label: `judge: ${model}`, figure: { ...judge, n: own }, unit: 'duels', kind: 'judge' as const },
          ]),
        )
      : null,
    models.length > 1
      ? table(
          'Models, best first',
          [
            { head: 'Model', cell: ({ model }: RankedModel) => model },
            {
              head: 'Places',
              cell: ({ places: [best, worst] }) => (best === worst ? `${best}` : `${best}–${worst}`),
              number: true,
            },
            { head: 'People', cell: ({ people }) => shareWords(people) },
            { head: 'Judge', cell: ({ judge }) => shareWords(judge) },
            { head: 'Duels', cell: ({ questions: own }) => count(own), number: true },
            { head: 'Votes', cell: ({ votes: own }) => count(own), number: true },
          ],
          models,
        )
      : paragraph(
          `Not enough data: a model is ranked from ${FEWEST_QUESTIONS} duels against other models on, and it takes two such models.`,
        ),
    few.length > 0 ? paragraph(`Too few duels: ${few.join(', ')}.`) : null,
    apart.length > 0
      ? paragraph(`Not ranked, because nothing ties their duels to the others: ${apart.join(', ')}.`)
      : null,
    paragraph(
      `${count(votes)} votes on ${count(questions)} duels between two models; ${count(sameModel)} duels between two answers of one model are left out.`,
    ),
  );
}
