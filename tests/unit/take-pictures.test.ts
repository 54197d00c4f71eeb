import { expect, it } from 'vitest';
import { takePictures } from '../../commands/take-pictures.ts';

const settings = {
  candidateModels: ['anthropic:claude-sonnet-5-5'],
  judgeModel: 'anthropic:claude-opus-5',
  judgeModelStrong: null,
} as never;
const files = [{ name: 'a.png', url: 'http://127.0.0.1:9/a.png', size: 9, contentType: 'image/png' }];
const taking = (check: string, blind: readonly string[] = []) => ({
  config: { JUDGE_MODEL: 'anthropic:claude-opus-5', CONTENT_CHECK: check } as never,
  database: {} as never,
  sight: { blindAmong: async () => [...blind] },
});

it('takes no picture while texts are checked, because no check sees it', async () => {
  for (const check of ['endpoint:https://moderation.example', 'model:anthropic:claude-haiku-4-5'])
    expect(await takePictures({ files, refuses: true }, settings, taking(check))).toEqual({
      pictures: [],
      notRead: ['a.png'],
      about: { picturesLeftOut: { blind: [] } },
    });
});

it('fetches nothing for models that cannot see', async () => {
  const blind = ['hf:blind'];
  expect(await takePictures({ files, refuses: true }, settings, taking('off', blind))).toMatchObject({
    notRead: ['a.png'],
    about: { picturesLeftOut: { blind } },
  });
});

it('refuses a question with a picture that cannot be taken, or only names it', async () => {
  await expect(takePictures({ files, refuses: true }, settings, taking('off'))).rejects.toMatchObject({
    reason: { kind: 'picture', problem: 'unread', name: 'a.png' },
  });
  expect(await takePictures({ files }, settings, taking('off'))).toEqual({
    pictures: [],
    notRead: ['a.png'],
    about: {},
  });
});
