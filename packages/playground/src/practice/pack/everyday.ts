import type { PracticeQuestion } from '../question.ts';

export const everyday: readonly PracticeQuestion[] = [
  {
    question: 'Write a polite message declining a wedding invitation.',
    replies: [
      {
        quality: 9,
        text: 'Dear Sam and Noor,\n\nthank you so much for inviting me to your wedding. I was really happy to be thought of. Sadly I cannot be there on the day, and I am sorry to miss it.\n\nI wish you a wonderful celebration, and I would love to hear all about it over dinner when you are back. My treat.\n\nWith love,\nAlex',
        merits: 'thanks, declines clearly without excuses, and offers something warm in return',
        flaws: 'has made-up names that must be changed',
      },
      {
        quality: 7,
        text: 'Thank you very much for the invitation! Unfortunately I won’t be able to attend, but I wish you both a beautiful day and all the best for your future together.',
        merits: 'is polite, clear and brief',
        flaws: 'could be to anybody: nothing personal in it',
      },
      {
        quality: 5,
        text: 'Hi! I’d love to come but I can’t, because my aunt is visiting that weekend, and also my car is at the garage, and honestly work has been a lot, and flights are expensive right now. Sorry!!',
        merits: 'is apologetic and sounds human',
        flaws: 'piles up excuses until none of them is believed',
      },
      {
        quality: 2,
        text: 'Thanks, but I don’t really do weddings. Have fun!',
        merits: 'leaves no doubt',
        flaws: 'is not polite: it belittles what matters most to the couple',
      },
      {
        quality: 4,
        text: 'When you decline a wedding invitation it is important to answer early, to be honest but kind, and to send a small gift if you can. Avoid long excuses.',
        merits: 'gives sound advice',
        flaws: 'was asked for a message and does not contain one',
      },
      {
        quality: 6,
        text: 'Dear both, what lovely news! I am afraid I must decline due to a prior engagement. I shall raise a glass to you from afar. Yours sincerely,',
        merits: 'is gracious, and gives a reason without going into it',
        flaws: 'is stiff for friends, and ends without a name',
      },
    ],
  },
  {
    question: 'How can I fall asleep faster?',
    replies: [
      {
        quality: 9,
        text: 'What helps most people, best first:\n\n1. **Get up at the same time every day**, weekends too.\n2. No caffeine after about 2 pm; it is half-gone only after five or six hours.\n3. Dim light and no scrolling for the last hour.\n4. A cool, dark room.\n5. If you lie awake for 20 minutes, get up and do something dull until you are tired.\n\nIf it goes on for more than a month, ask a doctor about CBT-I, the treatment with the best evidence.',
        merits: 'begins with what helps most, is concrete, and says when to get help and for what',
        flaws: 'is a list of rules with few reasons',
      },
      {
        quality: 7,
        text: 'Keep a fixed wake-up time, avoid screens and coffee in the evening, and keep your bedroom cool and dark. If you can’t sleep, get up for a while instead of tossing around.',
        merits: 'has the main points in two sentences',
        flaws: 'does not say when it is time to see somebody',
      },
      {
        quality: 3,
        text: 'A glass or two of wine before bed works wonders. It knocks you right out!',
        merits: 'is right that alcohol makes drowsy',
        flaws: 'is bad advice: alcohol breaks up the second half of the night, and it is a habit to stay away from',
      },
      {
        quality: 5,
        text: 'Try the military method: relax your face, drop your shoulders, breathe out, relax your legs, and picture a calm lake for ten seconds. Soldiers fall asleep within two minutes like that, 96 % of the time.',
        merits: 'has an exercise that can be tried tonight',
        flaws: 'quotes a success rate for which there is no known study',
      },
      {
        quality: 4,
        text: 'Sleep is one of the most important things for our health. Adults need seven to nine hours. A lack of sleep leads to many problems, such as tiredness, bad mood and a weak immune system. So it is really important to sleep well.',
        merits: 'is true',
        flaws: 'tells someone who cannot sleep how bad that is, and nothing else',
      },
      {
        quality: 2,
        text: 'Just close your eyes and stop thinking about it.',
        merits: 'is easy to remember',
        flaws: 'is what nobody who lies awake can do',
      },
    ],
  },
  {
    question: 'What can I cook with eggs, rice and one onion?',
    replies: [
      {
        quality: 9,
        text: '**Egg fried rice**, 15 minutes:\n\n1. Best with *cold, cooked* rice. If yours is raw, cook it first and spread it on a plate to steam off.\n2. Fry the sliced onion in a little oil until golden. Take it out.\n3. Scramble two eggs in the hot pan, softly. Out as well.\n4. Fry the rice hard for three minutes without stirring much.\n5. Everything back in; salt, pepper, soy sauce if you have some.\n\nNo oil? Use butter.',
        merits: 'builds on the three things, goes step by step, and has the one trick that decides whether it works',
        flaws: 'wants oil or butter as well, and does not say how much rice',
      },
      {
        quality: 7,
        text: 'Fried rice! Fry the onion, add cooked rice, push it aside, scramble the eggs in the gap and mix. Season with salt or soy sauce.',
        merits: 'is right and can be done at once',
        flaws: 'does not mention that fresh, wet rice turns to mush',
      },
      {
        quality: 6,
        text: 'An onion omelette with rice on the side, or onsen-style: soft egg on hot rice, topped with crisply fried onion.',
        merits: 'has two ideas instead of one, and the second is a good one',
        flaws: 'leaves the how to the reader',
      },
      {
        quality: 3,
        text: 'Try a mushroom risotto! You will need arborio rice, mushrooms, white wine, parmesan, butter, stock and one onion.',
        merits: 'does use the onion',
        flaws: 'needs six things that nobody mentioned, and leaves out the eggs',
      },
      {
        quality: 4,
        text: 'You can cook many delicious dishes with these ingredients, as they are staples of kitchens around the world.',
        merits: 'is encouraging',
        flaws: 'names none of the dishes',
      },
      {
        quality: 1,
        text: 'Mix the raw rice with the eggs, put it in the oven for ten minutes and serve with the onion in one piece.',
        merits: 'is original',
        flaws: 'gives you raw rice in baked egg',
      },
    ],
  },
  {
    question: 'How do I ask for a raise?',
    replies: [
      {
        quality: 9,
        text: 'Three steps:\n\n**Before.** Write down what you did in the last year that can be counted, and look up what your job pays elsewhere. Decide on a number, slightly above what you want.\n\n**The talk.** Ask for a meeting about it; do not spring it on anyone. Say: *"In the last year I did X and Y. Based on that and on the market I would like to talk about raising my salary to Z."* Then be quiet.\n\n**After a no.** "What would need to happen for a yes, and when can we look at it again?" Write the answer down and send it to them.',
        merits: 'has the preparation, the very words, and what to do after a no',
        flaws: 'takes for granted that there is a market to compare with',
      },
      {
        quality: 7,
        text: 'Prepare a list of your achievements, research market salaries, ask your manager for a meeting and state a concrete number. Stay calm and focus on your value, not on your personal expenses.',
        merits: 'covers the essentials and the most common mistake',
        flaws: 'says nothing about what to do when the answer is no',
      },
      {
        quality: 3,
        text: 'Tell them you have another offer, even if you don’t. They will fold.',
        merits: 'is bold',
        flaws: 'advises to lie, and leaves no way back when they say: good luck',
      },
      {
        quality: 5,
        text: 'Wait for your yearly review. That’s what it is for.',
        merits: 'is true in companies that have one',
        flaws: 'does not say how to ask, and by then the budget is often spent',
      },
      {
        quality: 4,
        text: 'Explain to your boss that rent went up, that your kids are expensive and that you have been there for so long already.',
        merits: 'is honest',
        flaws: 'argues with one’s needs, when the other side pays for results',
      },
      {
        quality: 2,
        text: 'money pls',
        merits: 'is brief',
        flaws: 'is no help at all',
      },
    ],
  },
];
