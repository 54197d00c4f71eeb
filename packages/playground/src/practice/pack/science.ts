import type { PracticeQuestion } from '../question.ts';

export const science: readonly PracticeQuestion[] = [
  {
    question: 'Why is the sky blue?',
    replies: [
      {
        quality: 9,
        text: 'Sunlight is a mix of all colours. On its way through the air it bumps into molecules that are much smaller than its wavelength, and these scatter short wavelengths far more than long ones: roughly with the **fourth power** of the frequency. So blue light is sent in every direction across the sky, while red goes almost straight on.\n\nWhy not violet, then? The sun gives off less of it, the upper air absorbs some, and our eyes are less sensitive to it. At sunset the light crosses so much air that most of the blue is gone, and what reaches you is red.',
        merits:
          'explains the scattering in plain words, answers the obvious follow-up about violet, and accounts for sunsets with the same idea',
        flaws: 'never gives the phenomenon its name',
      },
      {
        quality: 7,
        text: 'Because of **Rayleigh scattering**: air molecules scatter blue light about ten times more strongly than red light, so blue reaches your eyes from all over the sky.',
        merits: 'is correct, names the effect and gets to the point in one sentence',
        flaws: 'leaves open why the sky is not violet',
      },
      {
        quality: 6,
        text: 'Light from the sun looks white but holds all the colours of the rainbow. When it enters the atmosphere, gases and particles scatter it in all directions. Blue is scattered more than the other colours because it travels as shorter, smaller waves. This is why we see a blue sky most of the time.',
        merits: 'has the main point right and is easy to follow',
        flaws: 'puts gases and larger particles in one basket, although dust would make the sky whiter',
      },
      {
        quality: 3,
        text: 'The sky is blue because it reflects the oceans, which cover about 71 % of the Earth. That is also why the sky looks greyer over land on a dull day.',
        merits: 'is short and confident',
        flaws: 'is simply wrong: the sky is blue over deserts too, and the sea owes part of its colour to the sky',
      },
      {
        quality: 4,
        text: 'Great question! People have wondered about the colour of the sky since the dawn of time. From the ancient Greeks to modern physicists, many have looked up and asked themselves exactly this. The answer has to do with how light interacts with our atmosphere, which is a truly fascinating and complex topic. In short, the atmosphere does something special to blue light that it does not do to other colours, and that is what we see!',
        merits: 'is friendly',
        flaws:
          'takes more than seventy words to say that the atmosphere "does something special", and explains nothing',
      },
      {
        quality: 2,
        text: 'Google it.',
        merits: 'wastes nobody’s time',
        flaws: 'does not answer the question and is rude',
      },
    ],
  },
  {
    question: 'Is it safe to put metal in the microwave?',
    replies: [
      {
        quality: 9,
        text: 'Mostly no, and it depends on the shape.\n\n- **Never:** forks, foil with edges, metal rims on plates, twist ties. Charge gathers at points and thin edges, and sparks can start a fire or damage the oven.\n- **Can be fine:** smooth, thick pieces such as the rack that came with your oven, if its manual says so.\n- **If it sparks:** switch it off and leave the door shut until it is over.\n\nWhen in doubt, use glass or ceramic.',
        merits: 'gives a clear rule, says why shape matters, covers the exception and what to do when it goes wrong',
        flaws: 'is a little longer than a worried person needs',
      },
      {
        quality: 7,
        text: 'Generally not. Metal reflects microwaves, and sharp or thin pieces like forks and crumpled foil can spark and cause a fire. Only use metal that your oven’s manual explicitly allows.',
        merits: 'is correct, safe and brief',
        flaws: 'does not say what to do if it happens anyway',
      },
      {
        quality: 5,
        text: 'No. Never put any metal in the microwave under any circumstances.',
        merits: 'keeps people safe',
        flaws: 'is too absolute: some ovens come with a metal rack of their own, and no reason is given',
      },
      {
        quality: 2,
        text: 'Yes, that is a myth from the seventies. Modern microwaves have a sensor that switches the magnetron off when it detects metal, so you can leave the spoon in your soup without worrying.',
        merits: 'is reassuring',
        flaws: 'invents a sensor that ovens do not have, and could set somebody’s kitchen on fire',
      },
      {
        quality: 4,
        text: 'It depends on the metal. Steel is fine because it is not magnetic after being heated, aluminium is dangerous because it is light, and gold is OK in small amounts.',
        merits: 'sees that not all cases are equal',
        flaws: 'makes up the distinctions: what matters is shape and thickness, not the kind of metal',
      },
      {
        quality: 3,
        text: 'Microwave ovens were invented by Percy Spencer in 1945 after a chocolate bar melted in his pocket next to a radar set. The first one weighed over 300 kg! They work at 2.45 GHz, which is close to the frequency of your Wi-Fi.',
        merits: 'is entertaining and mostly true',
        flaws: 'never answers whether metal is safe',
      },
    ],
  },
  {
    question: 'Why do we have leap years?',
    replies: [
      {
        quality: 9,
        text: 'A year, one trip around the sun, takes about **365.2422 days**. If every calendar year had 365, the seasons would slip by a day every four years.\n\nSo we add a day every 4 years. That is slightly too much (365.25), so century years are skipped, unless they divide by 400: 1900 was no leap year, 2000 was. The average becomes 365.2425, which is off by a day in about 3,000 years.',
        merits:
          'gives the number that everything follows from, and the whole rule with a century year for each of its exceptions',
        flaws: 'has many figures for a casual question',
      },
      {
        quality: 7,
        text: 'Because the Earth needs about 365 and a quarter days to go around the sun. The extra quarter adds up to one day every four years, and without it the calendar would drift away from the seasons.',
        merits: 'is correct and has the reason and the consequence in two sentences',
        flaws: 'leaves out the century rule',
      },
      {
        quality: 5,
        text: 'To keep the calendar in line with the seasons. Every fourth year gets a 29th of February.',
        merits: 'is right and very short',
        flaws: 'does not say why the calendar would get out of line',
      },
      {
        quality: 3,
        text: 'Because the Earth’s rotation is slowing down due to the moon’s gravity. Every four years we have lost a full day and must add it back.',
        merits: 'knows that the rotation is slowing down',
        flaws: 'mixes leap years up with leap seconds; the slowing is milliseconds in a century',
      },
      {
        quality: 4,
        text: 'Leap years happen in every year that can be divided by 4. They were introduced by Julius Caesar in 45 BC, and later Pope Gregory XIII changed them in 1582. Countries switched at different times; Britain only in 1752, and Greece in 1923!',
        merits: 'knows the history',
        flaws: 'tells when and who, but the question was why; and the rule it gives is the old one',
      },
      {
        quality: 2,
        text: 'so that people born on feb 29 can stay young lol',
        merits: 'is funny',
        flaws: 'is not an answer',
      },
    ],
  },
  {
    question: 'How do vaccines work?',
    replies: [
      {
        quality: 9,
        text: 'A vaccine shows your immune system a harmless piece of a germ, or instructions for making one, so that it can **practise before the real thing comes**.\n\n1. Immune cells find the piece and recognise it as foreign.\n2. Those that fit it best multiply; B cells make antibodies, T cells learn to kill infected cells.\n3. Some stay as memory cells, for years.\n\nWhen the real germ arrives, they answer in days instead of weeks, often before you notice anything. That is also why some vaccines need a booster: memory fades.',
        merits: 'follows the process in the right order, covers both antibodies and T cells, and explains boosters',
        flaws: 'uses a few technical words without explaining them',
      },
      {
        quality: 7,
        text: 'They train your immune system with a weakened, dead or partial version of a germ. Your body learns to recognise it and remembers, so it can fight the real one quickly later.',
        merits: 'is correct and can be understood by anybody',
        flaws: 'leaves out newer vaccines that carry instructions instead of a germ',
      },
      {
        quality: 5,
        text: 'Vaccines contain antibodies against a disease. After the shot these antibodies stay in your blood and protect you.',
        merits: 'is short and points at antibodies',
        flaws: 'describes passive immunisation: a vaccine makes the body build its own antibodies',
      },
      {
        quality: 3,
        text: 'Vaccines kill the virus that is already in your body, like an antibiotic does with bacteria. That is why you should get one as soon as you feel ill.',
        merits: 'gives a recommendation',
        flaws: 'has it backwards: vaccines prepare the body beforehand and do not treat an illness',
      },
      {
        quality: 6,
        text: 'Imagine a "wanted" poster for your body’s police. The vaccine is the poster: it shows what the criminal looks like, without the criminal being there. When he turns up, every officer recognises him at once.',
        merits: 'has a picture that sticks and is true as far as it goes',
        flaws: 'stays with the picture and says nothing of cells, nor of how long it lasts',
      },
      {
        quality: 2,
        text: 'This is a controversial topic and there are many opinions. You should do your own research and form your own view.',
        merits: 'offends nobody',
        flaws: 'dodges a factual question with a well-known answer',
      },
    ],
  },
];
