import { type ModelServer, openAiReply, sse, startModelServer } from './model-server.ts';

interface Part {
  type: string;
  text?: string;
  image_url?: { url: string };
}
interface Message {
  role: string;
  content: string | Part[];
}

export interface SeeingServer extends ModelServer {
  /** A candidate or judge that can see, by what its server says. */
  model: string;
  /** What was asked so far: the text, and the data URLs of the pictures. */
  asked: () => { text: string; pictures: string[]; judges: boolean }[];
}

/** A server like llama-server with a model that can see. As a judge it prefers reply A. */
export async function startSeeingServer(): Promise<SeeingServer> {
  const read = ({ messages = [] }: { messages?: Message[] }) => {
    const parts = messages.flatMap(({ content }) =>
      typeof content === 'string' ? [{ type: 'text', text: content }] : content,
    );
    const text = parts.map((part) => part.text ?? '').join('\n');
    const pictures = parts.flatMap(({ image_url }: Part) => (image_url ? [image_url.url] : []));
    return { text, pictures, judges: text.includes('[The Start of Reply A]') };
  };
  const chats = () => server.received.filter(({ path }) => path.endsWith('/chat/completions'));
  const server: ModelServer = await startModelServer((response, body, count, { path }) => {
    if (path.endsWith('/chat/completions')) {
      const text = read(body).judges ? 'Both see it. [[A]]' : `Reply ${count} is ${'abcdefgh'[count % 8]?.repeat(20)}.`;
      return void sse(response).end(openAiReply(text));
    }
    response.writeHead(path === '/props' ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ modalities: { vision: true } }));
  });
  return { ...server, model: `hf:seer@${server.url}/v1`, asked: () => chats().map(({ body }) => read(body)) };
}
