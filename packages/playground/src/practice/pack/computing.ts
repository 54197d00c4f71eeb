import type { PracticeQuestion } from '../question.ts';

const longGuide = `Undoing a commit safely depends on what you want to keep. Here is the whole map.

**1. You want to keep the changes and just redo the commit**

\`\`\`bash
git reset --soft HEAD~1
\`\`\`

The commit is gone, your files are untouched, and everything is still staged. This is what you want in nine cases out of ten.

**2. You want to keep the changes, but unstaged**

\`\`\`bash
git reset HEAD~1
\`\`\`

The same, but you choose again what goes into the next commit.

**3. You only want to change the message or add a forgotten file**

\`\`\`bash
git add forgotten-file
git commit --amend
\`\`\`

**4. You have pushed already**

Do not rewrite what others may have. Make a new commit that takes the old one back:

\`\`\`bash
git revert HEAD
git push
\`\`\`

**5. You went too far**

Nothing that was committed is lost for some weeks. Look for it and go back:

\`\`\`bash
git reflog
git reset --hard HEAD@{1}
\`\`\`

Some background, in case you wonder what these do. A branch is a name for a commit, and nothing more. \`reset\` moves that name; the three modes say what happens to the other two places where your work lives. With \`--soft\` only the name moves. With \`--mixed\`, the default, the index is set to the new commit as well. With \`--hard\` the working tree is overwritten too, and that is the one that can hurt, because changes that were never committed are in no reflog.

\`revert\` moves nothing backwards: it computes the opposite of a commit and adds it on top. History keeps both, which is honest and safe for everybody who has pulled in the meantime.

A habit that helps: before you try anything, run \`git branch backup\`. It costs nothing, it keeps the commit reachable under a name, and you can delete it with \`git branch -D backup\` when all is well. With that in place, none of the commands above can lose committed work.`;

export const computing: readonly PracticeQuestion[] = [
  {
    question: 'How do I undo my last git commit without losing work?',
    replies: [
      {
        quality: 9,
        text: '```bash\ngit reset --soft HEAD~1\n```\n\nThe commit is gone, your changes stay staged. Leave out `--soft` if you want them unstaged.\n\nIf you have **already pushed**, do not rewrite history that others may have; take the commit back with a new one:\n\n```bash\ngit revert HEAD\n```',
        merits: 'gives the one command first, and warns about the case in which it would hurt others',
        flaws: 'does not mention the reflog for those who went too far',
      },
      {
        quality: 8,
        text: longGuide,
        merits: 'covers five cases, each with its command, explains what moves, and adds a backup habit',
        flaws: 'is very long: who asked for one thing has to find it among five',
      },
      {
        quality: 6,
        text: 'Use `git reset HEAD~1`. Your files stay as they are and the commit disappears.',
        merits: 'is correct and quick',
        flaws: 'says nothing about commits that were pushed',
      },
      {
        quality: 1,
        text: 'Run:\n\n```bash\ngit reset --hard HEAD~1\n```\n\nThis removes the last commit completely.',
        merits: 'does remove the commit',
        flaws: 'throws the work away, which is exactly what was not wanted',
      },
      {
        quality: 4,
        text: 'The easiest way is to copy your folder somewhere, delete the repository, clone it again and paste your changes back in.',
        merits: 'keeps a copy of every file',
        flaws:
          'goes a long way round for what one command does, and the new clone lacks every branch that was never pushed',
      },
      {
        quality: 5,
        text: 'You can use `git revert HEAD`, which makes a new commit that undoes the last one.',
        merits: 'is safe for commits that were pushed',
        flaws: 'takes the changes out of the files as well, so the work has to be dug out of the history',
      },
    ],
  },
  {
    question: 'Explain recursion to a ten-year-old.',
    replies: [
      {
        quality: 9,
        text: 'Imagine you stand in a long queue and want to know your place. You ask the person in front of you: "What number are you?" They do not know either, so they ask the one in front of them, and so on. The first person says: "I’m number **1**!" Then the answers come back: 2, 3, 4 … until yours.\n\nThat is recursion: to solve a problem you ask for the answer to the *same, smaller* problem. And somebody at the front must know the answer without asking, or it goes on forever.',
        merits:
          'has a story a child can play, contains both the smaller problem and the end of the chain, and says why the end matters',
        flaws: 'takes a moment to get to the word itself',
      },
      {
        quality: 7,
        text: 'Think of Russian dolls. To find the smallest one you open a doll, and inside is … another doll, so you do the same again. When a doll does not open any more, you are done. Doing the same thing on a smaller and smaller version, until you can stop: that’s recursion.',
        merits: 'uses a toy that every child knows, and names the stopping point',
        flaws: 'does not show that an answer comes back',
      },
      {
        quality: 4,
        text: 'Recursion is when a function calls itself with a reduced argument until a base case is reached, at which point the call stack unwinds and the partial results are combined.',
        merits: 'is a precise definition',
        flaws: 'is written for a student of computer science, not for a ten-year-old',
      },
      {
        quality: 3,
        text: 'To understand recursion, you must first understand recursion.',
        merits: 'is a classic joke',
        flaws: 'leaves a child with nothing, and is an example of recursion without an end',
      },
      {
        quality: 5,
        text: 'Recursion means doing something again and again. Like when you brush your teeth every day.',
        merits: 'uses simple words',
        flaws: 'describes repetition: nothing gets smaller and nothing refers to itself',
      },
      {
        quality: 6,
        text: 'Do you know how two mirrors facing each other show a mirror in a mirror in a mirror? Recursion is a bit like that: something that has a smaller copy of itself inside.',
        merits: 'gives a picture that children like, with the self-reference in it',
        flaws: 'has no end and solves no problem, so it is only half of the idea',
      },
    ],
  },
  {
    question: 'Should I learn Python or JavaScript first?',
    replies: [
      {
        quality: 9,
        text: 'Pick by what you want to **make** first:\n\n- web pages, browser games, Discord bots → **JavaScript**\n- data, automation, science, machine learning → **Python**\n- no idea yet → **Python**: a little less syntax is in your way in the first weeks.\n\nThe second language takes a fraction of the time of the first, so you cannot choose wrongly. What counts is a small project that you care about.',
        merits:
          'turns it into a question that the asker can answer, has a default for the undecided, and takes the fear out of it',
        flaws: 'names no book or course to begin with',
      },
      {
        quality: 7,
        text: 'Python. Its syntax is simpler, the error messages are friendlier, and you can go in almost any direction from there. Learn JavaScript afterwards if you want to build things for the web.',
        merits: 'gives a clear recommendation with reasons',
        flaws: 'recommends before it knows what the person wants to make',
      },
      {
        quality: 4,
        text: 'JavaScript, obviously. Python is slow and nobody uses it for anything serious.',
        merits: 'is decisive',
        flaws: 'is wrong about Python, which runs much of science and machine learning, and is smug about it',
      },
      {
        quality: 5,
        text: 'Both are good. Python is good and JavaScript is also good. It depends on many factors such as your goals, your background, your time, and your preferences.',
        merits: 'is not wrong',
        flaws: 'helps nobody to decide',
      },
      {
        quality: 3,
        text: 'Neither. Start with C so that you understand pointers and memory. After two or three years you can look at scripting languages.',
        merits: 'cares about foundations',
        flaws: 'was asked to choose between two, and sends a beginner on a detour of years',
      },
      {
        quality: 6,
        text: 'If you like seeing results right away, JavaScript: open a browser, press F12, type, done. No installation at all.',
        merits: 'has a true and practical point',
        flaws: 'looks at one side only',
      },
    ],
  },
  {
    question: 'What does "it works on my machine" usually mean?',
    replies: [
      {
        quality: 9,
        text: 'That something the program **depends on without saying so** differs between two computers: another version of the language or a library, a file or a variable that exists only here, another time zone or locale, data that was made by hand months ago.\n\nThe way out is to write the surroundings down and build them the same everywhere: pinned versions, a lock file, a container, and a test run on a clean machine.',
        merits: 'says what really lies behind the sentence, with typical causes, and how to get rid of it',
        flaws: 'misses the human side: that the sentence often ends a conversation',
      },
      {
        quality: 7,
        text: 'It means the bug depends on the environment: versions, configuration, data or operating system. The developer’s computer has something that yours has not.',
        merits: 'is short and right',
        flaws: 'offers no way out',
      },
      {
        quality: 6,
        text: 'Translated: "I have not tried it anywhere else, and I would like this to be your problem now."',
        merits: 'is funny because it is often true',
        flaws: 'explains nothing to someone who really wants to know',
      },
      {
        quality: 3,
        text: 'It means that the code is correct and the other person installed it wrongly.',
        merits: 'is one possible case',
        flaws: 'takes the excuse at its word, although the missing dependency is usually the code’s fault',
      },
      {
        quality: 4,
        text: 'It is a phrase used by software developers in the software industry when software that they have developed works on the machine on which they have developed it but does not work on another machine.',
        merits: 'is accurate',
        flaws: 'only unrolls the sentence without saying why it happens',
      },
      {
        quality: 2,
        text: 'It means that your machine is broken. Buy a new one, ideally the same model as mine.',
        merits: 'is cheeky',
        flaws: 'is no help and bad advice',
      },
    ],
  },
];
