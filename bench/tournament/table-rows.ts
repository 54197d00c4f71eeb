/**
 * The rows of the table of regret at calls: numbers of candidates and scenarios, the realistic ones first.
 */
export const tableRows: readonly { n: number; scenario: string }[] = [
  ...[2, 4, 8].flatMap((n) =>
    ['rrm-7b', 'rrm-32b', 'even-handed', 'minds the order', 'noisy'].map((scenario) => ({ n, scenario })),
  ),
  ...[4, 8].flatMap((n) => ['base', 'first-slot'].map((scenario) => ({ n, scenario }))),
  { n: 8, scenario: 'intransitive' },
  { n: 16, scenario: 'rrm-7b' },
  { n: 16, scenario: 'even-handed' },
];
