import type { PracticeQuestion } from '../question.ts';

export const language: readonly PracticeQuestion[] = [
  {
    question: 'Write a haiku about Monday mornings.',
    replies: [
      {
        quality: 9,
        text: 'Alarm, then snow light:\nthe kettle learns to whistle\nbefore I can speak.',
        merits: 'has five, seven and five syllables, a season in it, and one small picture that says it all',
        flaws: 'does not name Monday',
      },
      {
        quality: 7,
        text: 'Monday morning rain.\nMy coffee goes cold while I\nanswer one more mail.',
        merits: 'keeps the syllables and has a scene that everybody knows',
        flaws: 'has no turn: the third line only goes on',
      },
      {
        quality: 4,
        text: 'Mondays are so very bad\nI do not like to get up early at all\nCoffee helps me a lot',
        merits: 'is about the subject',
        flaws: 'has seven, eleven and six syllables: it is no haiku',
      },
      {
        quality: 3,
        text: 'Roses are red,\nviolets are blue,\nMonday is here,\nand I’m tired too.',
        merits: 'rhymes and makes one smile',
        flaws: 'is another kind of poem altogether',
      },
      {
        quality: 5,
        text: 'Monday, Monday, Mon-\nday, Monday, Monday, Monday,\nMonday, Monday, Mon.',
        merits: 'counts its syllables correctly, and there is something to it',
        flaws: 'repeats one word until the joke is over',
      },
      {
        quality: 2,
        text: 'A haiku is a Japanese form of poetry with three lines of five, seven and five syllables, traditionally about nature. Would you like me to write one?',
        merits: 'knows what a haiku is',
        flaws: 'asks for permission instead of writing what was asked for',
      },
    ],
  },
  {
    question: 'What is the difference between affect and effect?',
    replies: [
      {
        quality: 9,
        text: '**Affect** is nearly always a verb: to influence. *The weather affects my mood.*\n**Effect** is nearly always a noun: a result. *The weather has an effect on my mood.*\n\nA help: **A**ffect is the **A**ction, **E**ffect is the **E**nd result.\n\nTwo rare exceptions: *to effect a change* (bring it about), and *a flat affect* in psychology.',
        merits: 'has the rule, a pair of examples with the same words, something to remember it by, and the exceptions',
        flaws: 'mentions exceptions that a beginner may find confusing',
      },
      {
        quality: 7,
        text: '"Affect" is a verb and means to influence; "effect" is a noun and means the result. "It affected me" and "the effect was huge".',
        merits: 'is right, with an example of each',
        flaws: 'leaves out the exceptions',
      },
      {
        quality: 2,
        text: '"Effect" is the verb and "affect" is the noun: you effect something, and that is the affect.',
        merits: 'remembers that one is a verb and the other a noun',
        flaws: 'has them the wrong way round',
      },
      {
        quality: 4,
        text: 'They are two different words with different meanings and spellings. You should use the right one in each case; a good dictionary will help you to choose.',
        merits: 'recommends a dictionary',
        flaws: 'does not say what the difference is',
      },
      {
        quality: 5,
        text: 'Affect = verb. Effect = noun.',
        merits: 'is right, in four words',
        flaws: 'does not say what either of them means',
      },
      {
        quality: 3,
        text: 'There is no real difference any more. Language changes, and most people use them interchangeably, so do not worry about it.',
        merits: 'is relaxed',
        flaws: 'is wrong, and will cost the asker marks',
      },
    ],
  },
  {
    question: 'Give me three names for a cat that steals socks.',
    replies: [
      {
        quality: 9,
        text: '1. **Robin Hoodie**: takes from the rich drawer\n2. **Swipe**: short enough to shout down the stairs\n3. **Solemate**: because one of them is always missing',
        merits: 'gives exactly three, each with a reason, and all of them are about the crime',
        flaws: 'puns hard, and not everybody likes that',
      },
      {
        quality: 7,
        text: 'Bandit, Socks (ironically), and Klepto.',
        merits: 'names three that fit, and one of them is funny',
        flaws: 'has two that half the world’s cats are called already',
      },
      {
        quality: 5,
        text: 'Bandit, Rascal, Ninja, Shadow, Loki, Felix, Whiskers, Smokey, Simba, Tiger, Oreo and Ginger are all great names for cats!',
        merits: 'has some that fit',
        flaws: 'was asked for three and gives twelve, most of which have nothing to do with socks',
      },
      {
        quality: 3,
        text: 'You should keep your socks in a closed drawer. Cats that swallow socks may need surgery.',
        merits: 'worries about the cat',
        flaws: 'names no names',
      },
      {
        quality: 4,
        text: 'Fluffy, Mittens and Luna.',
        merits: 'gives three names that a cat could have',
        flaws: 'forgets the socks',
      },
      {
        quality: 6,
        text: 'Sherlock Holes, Toe Soprano, and Heel Patrick Harris.',
        merits: 'has three puns on socks',
        flaws: 'makes little of the stealing, and nobody will call the third one across a garden',
      },
    ],
  },
];
