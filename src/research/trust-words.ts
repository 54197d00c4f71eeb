import type { Trust, TrustOptions } from '../agreement/trust.ts';

const plural = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`;
/** ".78". */
const short = (share: number) => share.toFixed(2).replace(/^0/, '');
const percent = (share: number) => `${Math.round(100 * share)} %`;
const timesOf100 = (share: number) => `${Number((100 * share).toFixed(1))} of 100 times`;

/** What a trust threshold says, in sentences: the figure first, then what it means and what it does not. */
export function trustWords(found: Trust, options: Pick<TrustOptions, 'target' | 'risk' | 'starts'>): string[] {
  const { promised, questions, tested } = found;
  const rows = tested.filter(
    ({ threshold }) => options.starts.includes(threshold) || threshold === promised?.threshold,
  );
  return [
    verdict(found, options),
    ...(questions === 0 ? [] : [`Known so far, of ${plural(questions, 'question')}:`]),
    ...(questions === 0 ? [] : rows).map(
      ({ threshold, n, hits, p }) =>
        `  from ${short(threshold)} on: ${plural(n, 'question')}${n === 0 ? '' : `, with the judge in ${hits} (${percent(hits / n)}), p ${p.toPrecision(2)}`}`,
    ),
    guarantee(options),
  ];
}

function verdict({ promised, questions, more, least }: Trust, { target }: Pick<TrustOptions, 'target'>): string {
  if (promised)
    return `From ${short(promised.threshold)} on, people agree with the judge at least ${timesOf100(target)}; that is ${percent(promised.n / questions)} of the questions.`;
  const none = 'No threshold can be promised yet';
  if (more !== null) return `${none}. About ${plural(more, 'more question')} with a majority could be enough.`;
  return questions < least
    ? `${none}: not enough data. There ${questions === 1 ? 'is' : 'are'} ${plural(questions, 'question')} with a majority, and it takes at least ${least} above a threshold.`
    : `${none}: so far people do not agree with the judge more than ${timesOf100(target)} at any of the starts, and more questions like these would not change that.`;
}

/** What is guaranteed, exactly. */
const guarantee = ({ risk }: Pick<TrustOptions, 'risk'>): string =>
  `A promise is wrong in at most ${timesOf100(risk)}: of 100 such sets of questions, at most ${Number((100 * risk).toFixed(1))} give a threshold above which the true agreement is lower. It is about questions like these that have a majority for one of the two answers. It holds for one look at a finished set, not if you look again and again until there is a threshold.`;
