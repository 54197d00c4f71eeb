/** A hint that makes one model answer in different ways. */
export interface Style {
  name: string;
  hint: string;
}

/** The first one is plain; the order of the others is the seed's. */
export const styles: readonly [Style, ...Style[]] = [
  { name: 'plain', hint: '' },
  { name: 'brief', hint: 'Be brief: say what matters in as few words as it takes.' },
  { name: 'thorough', hint: 'Be thorough: cover what a careful expert would not leave out, in a clear order.' },
  { name: 'examples', hint: 'Explain with one or two concrete examples.' },
  { name: 'steps', hint: 'Where it helps, go step by step.' },
  { name: 'beginner', hint: 'Write for someone who is new to the subject, without talking down to them.' },
  { name: 'critical', hint: 'Say what is uncertain, and where the obvious answer goes wrong.' },
];
