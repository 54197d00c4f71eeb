import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainMentions } from '../../../src/asks/plain-mentions.ts';

const id = '1234567890123456789';
const names = {
  channel: (asked: string) => (asked === id ? 'general' : null),
  role: (asked: string) => (asked === id ? 'Moderators' : null),
};

describe('what only Discord can draw', () => {
  it.each([
    [`What is <#${id}> for?`, 'What is #general for?'],
    ['What is <#2234567890123456789> for?', 'What is #channel for?'],
    [`Ask <@&${id}> or <@&2234567890123456789>.`, 'Ask @Moderators or @role.'],
    [`Why <:blobcat:${id}> and <a:party:${id}>?`, 'Why :blobcat: and :party:?'],
    ['Is it before <t:1700000000:R>?', 'Is it before 2023-11-14 22:13 UTC?'],
    ['<t:1700000000> <t:0:F>', '2023-11-14 22:13 UTC 1970-01-01 00:00 UTC'],
    [`What does </ask:${id}> do? And </a sub:${id}>?`, 'What does /ask do? And /a sub?'],
    ['See <id:customize>.', 'See (customize).'],
    [`See https://discord.com/channels/${id}/${id}/${id}.`, 'See (link to a message in #general).'],
    [`See https://ptb.discord.com/channels/${id}/${id}`, 'See (link to #general)'],
    [`<sound:0:${id}>`, '(sound)'],
    [`A \\\`sign <#${id}>\`, and \`\`\` <#${id}>`, 'A \\`sign #general`, and ``` #general'],
  ])('is written in plain words: %s', (text, plain) => {
    expect(plainMentions(text, names)).toBe(plain);
  });

  it.each([
    `How do I write \`<@&${id}>\`?`,
    `\`\`\`md\n<#${id}> <t:1700000000>\n\`\`\``,
    `How do I write \`over two\nlines <#${id}>\`?`,
    `Discord reads \`\`<#${id}>\` as code, too.`,
    `Who is <@${id}>?`,
    'a < b > c <3 <t:soon> <:nope:1> <t:9999999999999>',
    '<#123>',
  ])('stays in code, and is left alone where it is nothing of the kind: %s', (text) => {
    expect(plainMentions(text, names)).toBe(text);
  });

  it('changes no other text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plainMentions(text.replaceAll('<', ''), names)).toBe(text.replaceAll('<', ''));
      }),
    );
  });
});
