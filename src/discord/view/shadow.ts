import { type APIComponentInContainer, ButtonStyle } from 'discord-api-types/v10';
import type { PerJudge, Standing } from '../../learning/standing.ts';
import { modelName } from '../../model-name.ts';
import { judgeId, settingsId } from '../custom-id.ts';
import type { Words } from '../words/words.ts';
import { accents, button, buttons, container, dayOf, type MessageView, quoteLine, text } from './blocks.ts';

/** A judge in the shadow, as the panel shows it. */
export interface Shadow {
  standing: Standing;
  /** What it has used today. */
  spent: { tokens: number; usd: number };
  /** Whether another judge is in charge by now than the one that it is compared with. */
  hasMoved: boolean;
}

/** A judge's name, on one line. Version and model stay readable. */
export const judgeName = (name: string): string => quoteLine(modelName(name), 80);

/** What the panel says about the judge in the shadow. */
export function shadowParts(words: Words, shadow: Shadow): APIComponentInContainer[] {
  const { challenger, headToHead } = shadow.standing;
  const may = headToHead.decision === 'promote' && !shadow.hasMoved;
  const act = (name: 'promote' | 'stop') => judgeId.write({ act: name, id: challenger.id });
  return [
    text(shadowWords(words, shadow)),
    buttons(
      button(words.judge.promote, act('promote'), may ? ButtonStyle.Primary : ButtonStyle.Secondary, {
        disabled: !may,
      }),
      button(words.judge.stop, act('stop')),
    ),
  ];
}

function shadowWords(words: Words, { standing, spent, hasMoved }: Shadow): string {
  const { judge } = words;
  const { challenger, headToHead, votesStillNeeded, unjudged } = standing;
  const { dayTokens, dayUsd, champion } = challenger;
  const title = judge.shadow(judgeName(challenger.judge), dayOf(challenger.createdAt), words.percent(challenger.share));
  const budget = [
    ...(dayTokens === null ? [] : [judge.spent(Math.round(spent.tokens), dayTokens)]),
    ...(dayUsd === null ? [] : [judge.spentUsd(words.decimal(spent.usd, 2), words.decimal(dayUsd, 2))]),
  ];
  const needed =
    headToHead.decision === 'not-yet' && votesStillNeeded !== null && votesStillNeeded > 0
      ? ` ${judge.stillNeeded(roundedUp(votesStillNeeded))}`
      : '';
  return [
    `${title}.`,
    hasMoved ? `⚠️ ${judge.hasMoved(judgeName(champion))}` : `${judge.decisions[headToHead.decision]}${needed}`,
    headToHead.preferred === null
      ? judge.noDuels
      : judge.preferred(words.percent(headToHead.preferred), headToHead.duels),
    ...beside(words, standing),
    ...(unjudged > 0 ? [`-# ${judge.unjudged(unjudged)}`] : []),
    ...(budget.length > 0 ? [`-# ${budget.join(', ')}.`] : []),
  ].join('\n');
}

/** An estimate from an estimate: in tens. */
const roundedUp = (votes: number): number => 10 * Math.ceil(votes / 10);

/** What the two took and how they judged. It describes, and decides nothing. */
function beside(words: Words, { asks, each: { champion, challenger } }: Standing): string[] {
  if (asks === 0) return [];
  const { judge } = words;
  const two = (say: (one: string, other: string) => string, of: (one: PerJudge) => number | null, digits?: number) => {
    const [one, other] = [of(challenger), of(champion)];
    if (one === null || other === null) return [];
    const shown = (value: number) =>
      digits === undefined
        ? words.percent(value)
        : digits === 0
          ? words.settings.figure(Math.round(value))
          : words.decimal(value, digits);
    return [say(shown(one), shown(other))];
  };
  const figures = [
    ...two(judge.calls, (one) => one.callsPerAsk, 1),
    ...two(judge.tokens, (one) => one.tokensPerAsk, 0),
    ...two(judge.invalid, (one) => one.invalidShare),
    ...two(judge.contradicted, (one) => one.contradictedShare),
    ...two(judge.firstPlace, (one) => one.firstSlotShare),
  ];
  return figures.length === 0 ? [] : [`-# ${judge.besides(asks)} ${figures.join('; ')}.`];
}

/** Asks before a comparison ends, or a promotion is undone. */
export function confirmJudgeView(
  { judge }: Words,
  what: { act: 'stop' | 'back'; id: string; before: string; after: string },
): MessageView {
  const [title, note, label] =
    what.act === 'stop'
      ? [judge.stopTitle, judge.stopNote(judgeName(what.after)), judge.stopNow]
      : [judge.backTitle, judge.backNote(judgeName(what.before), judgeName(what.after)), judge.backNow];
  return {
    components: [
      container(accents.failed, [
        text(`### ${title}\n${note}`),
        buttons(
          button(label, judgeId.write({ act: `${what.act}-now`, id: what.id }), ButtonStyle.Danger),
          button(judge.cancel, settingsId.write({ act: 'show', page: 'judge' })),
        ),
      ]),
    ],
    files: [],
  };
}
