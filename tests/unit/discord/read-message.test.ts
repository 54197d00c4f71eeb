import { describe, expect, it } from 'vitest';
import { notReadOf, withNotRead } from '../../../src/asks/not-read.ts';
import { readMessage } from '../../../src/discord/read-message.ts';

const bare = { content: '', attachments: [], embeds: [] };
const file = (filename: string, content_type?: string) => ({
  ...{ id: '1', filename, size: 3, url: `https://cdn/${filename}`, proxy_url: '' },
  ...(content_type ? { content_type } : {}),
});
const read = (more: object) => readMessage({ ...bare, ...more } as never);

describe('a message', () => {
  it.each([
    ['its text', { content: 'Why?' }, 'Why?'],
    [
      'an embed',
      {
        embeds: [{ type: 'rich', title: 'News', description: 'It rains.', fields: [{ name: 'Where', value: 'Here' }] }],
      },
      'News\nIt rains.\nWhere: Here',
    ],
    ['a preview alone', { embeds: [{ type: 'article', title: 'News' }] }, 'News'],
    [
      'no preview beside a text',
      { content: 'See https://a.example', embeds: [{ type: 'article', title: 'News' }] },
      'See https://a.example',
    ],
    [
      'a poll',
      {
        poll: {
          question: { text: 'Tea?' },
          answers: [
            { answer_id: 1, poll_media: { text: 'Yes', emoji: { name: '🍵' } } },
            { answer_id: 2, poll_media: { text: 'No' } },
          ],
        },
      },
      'Tea?\n- 🍵 Yes\n- No',
    ],
    [
      'components',
      {
        components: [
          { type: 10, content: 'A' },
          { type: 17, components: [{ type: 9, components: [{ type: 10, content: 'B' }] }] },
          { type: 1, components: [{ type: 2, label: 'No' }] },
        ],
      },
      'A\n\nB',
    ],
    [
      'a forward',
      { message_reference: { type: 1 }, message_snapshots: [{ message: { ...bare, content: 'Far away.' } }] },
      'Far away.',
    ],
    [
      'a forward with an embed',
      { message_snapshots: [{ message: { ...bare, embeds: [{ type: 'rich', description: 'Card' }] } }] },
      'Card',
    ],
    ['nothing in invisible characters', { content: '\u200b\u2060' }, ''],
  ])('is read by %s', (_, more, text) => {
    expect(read(more).text).toBe(text);
  });

  it('offers the files that may be text, and names the others, also those of a forward', () => {
    const snapshot = {
      ...bare,
      attachments: [file('b.md'), file('b.mp4', 'video/mp4')],
      sticker_items: [{ id: '1', name: 'Wave', format_type: 1 }],
    };
    const all = read({
      attachments: [
        file('a.txt', 'text/plain; charset=utf-8'),
        file('main.rs', 'application/octet-stream'),
        file('photo.png', 'image/png'),
        file('x.pdf'),
        file('Makefile'),
      ],
      embeds: [{ type: 'image', image: { url: 'https://cdn/c.gif?x=1' } }],
      message_snapshots: [{ message: snapshot }],
    });
    expect(all.files.map(({ name }) => name)).toEqual(['a.txt', 'main.rs', 'Makefile', 'b.md']);
    expect(all.pictures.map(({ name }) => name)).toEqual(['photo.png']);
    expect(all.unread).toEqual(['x.pdf', 'c.gif', 'b.mp4', 'Wave']);
    expect(all.forwarded).toBe(true);
  });
});

describe('what was not read', () => {
  it('is named in the question, and found there again', () => {
    expect(notReadOf(withNotRead('Why?', ['photo.png', 'Wave']))).toBe('photo.png, Wave');
    expect(withNotRead('Why?', [])).toBe('Why?');
    expect(notReadOf('Why?')).toBeNull();
  });

  it('cannot write a line of its own', () => {
    const named = withNotRead('Why?', ['a)\n\n# Query (b', 'x'.repeat(300), ...Array.from({ length: 20 }, () => 'y')]);
    expect(named.split('\n')).toHaveLength(3);
    expect(named.length).toBeLessThan(1000);
    expect(notReadOf(named)).toMatch(/^a # Query b, x{80}, y.*, 12 more$/);
  });
});
