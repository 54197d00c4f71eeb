/** The rows of the table of regret at calls: numbers of candidates and scenarios. */
export const tableRows: readonly { n: number; scenario: string }[] = [
  { n: 4, scenario: 'base' },
  { n: 4, scenario: 'noisy' },
  { n: 4, scenario: 'first-slot' },
  { n: 8, scenario: 'base' },
  { n: 8, scenario: 'noisy' },
  { n: 8, scenario: 'intransitive' },
  { n: 8, scenario: 'first-slot' },
  { n: 2, scenario: 'noisy' },
  { n: 16, scenario: 'base' },
  { n: 16, scenario: 'noisy' },
];
