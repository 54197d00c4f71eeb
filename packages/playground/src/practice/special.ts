import type { PracticeQuestion } from './question.ts';

/** A question that goes on from an answer: without that answer it says too little. */
export const followUp: PracticeQuestion & { first: string } = {
  first: 'Why is the sky blue?',
  question: 'And what colour is it on Mars?',
  replies: [
    {
      quality: 9,
      text: 'On Mars it is the other way round: the daytime sky is butterscotch, and the sky near the setting sun is blue.\n\nThe air there is a hundred times thinner, so there is little of the scattering that makes our sky blue. What scatters light on Mars is fine rusty dust. It absorbs blue, and throws blue forwards more than red: so you see blue only when you look towards the low sun.',
      merits: 'says what differs from the earlier answer, and explains both the day and the sunset',
      flaws: 'asks the reader to remember what scattering was',
    },
    {
      quality: 7,
      text: 'Reddish to butterscotch by day. Mars has hardly any air, so the effect that makes our sky blue is weak, and iron-rich dust colours the light instead. At sunset it turns blue around the sun.',
      merits: 'has the colours and the cause in three sentences',
      flaws: 'does not say why the sunset is blue',
    },
    {
      quality: 5,
      text: 'The sky of Mars is red, because the planet is red and the dust in its air has that colour.',
      merits: 'names the dust',
      flaws: 'knows nothing of the blue sunset, and does not go on from what was said about scattering',
    },
    {
      quality: 2,
      text: 'Mars is the fourth planet from the sun and about half as wide as Earth. A day there is 24 hours and 37 minutes.',
      merits: 'says true things about Mars',
      flaws: 'does not say what colour the sky is',
    },
    {
      quality: 1,
      text: 'Blue, for the same reason as here.',
      merits: 'is brief',
      flaws: 'is wrong',
    },
    {
      quality: 6,
      text: 'By day it is a dusty orange-brown. Less air means less of that blue scattering, and more dust means more red light. Pictures from rovers show it, although some are colour-corrected to look like daylight on Earth.',
      merits: 'goes on from the scattering, and warns of corrected pictures',
      flaws: 'leaves out the sunset',
    },
  ],
};

/** A question whose answer is in a file alone. */
export const withFile: PracticeQuestion & { name: string; file: string } = {
  question: 'Does the total in this list add up?',
  name: 'club-trip.txt',
  file: `Club trip, costs in euros

train tickets   84.00
museum          36.50
lunch           58.20
ice cream       17.30

total          206.00
`,
  replies: [
    {
      quality: 9,
      text: 'No. The four items add up to **196.00**, and the list says 206.00: ten too much.\n\n84.00 + 36.50 = 120.50, with lunch 178.70, with ice cream 196.00. One ten was probably carried twice.',
      merits: 'adds up every line of the file, names the difference, and shows how',
      flaws: 'guesses where the error comes from',
    },
    {
      quality: 7,
      text: 'It does not: the items come to 196.00, not 206.00.',
      merits: 'is right and gives both sums',
      flaws: 'does not show how it got there',
    },
    {
      quality: 4,
      text: 'There seems to be a small mistake in the total. Please check the four items once more with a calculator.',
      merits: 'notices that something is wrong',
      flaws: 'leaves the adding to the person who asked',
    },
    {
      quality: 2,
      text: 'Yes. Train tickets, museum, lunch and ice cream together cost 206.00 euros.',
      merits: 'has read the file',
      flaws: 'believes the total instead of adding up, and is wrong',
    },
    {
      quality: 1,
      text: 'Lists like this usually add up. Spreadsheets calculate totals by themselves.',
      merits: 'is polite',
      flaws: 'has not looked at the numbers in the file at all',
    },
    {
      quality: 5,
      text: 'No: without the ice cream it would be 178.70, so the total must be lower than 206.00.',
      merits: 'sees that the total is too high',
      flaws: 'stops before the sum that was asked for',
    },
  ],
};
