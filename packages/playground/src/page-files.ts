import type { Context } from 'hono';

const pictures = /^image\/(?:png|jpeg|gif|webp|svg\+xml|avif)/;

/** Proxies a file of the local Discord under the page's origin. Refuses every other address. */
export async function passFile(c: Context, discordUrl: string): Promise<Response> {
  const wanted = URL.parse(c.req.query('url') ?? '');
  if (wanted?.origin !== new URL(discordUrl).origin) return c.text('This is no file of the local Discord.', 403);
  const found = await fetch(wanted, { redirect: 'error' }).catch(() => null);
  if (!found?.ok || !found.body) return c.text('This file is no longer there.', 404);
  const type = found.headers.get('content-type') ?? 'application/octet-stream';
  return c.body(found.body, 200, {
    'content-type': pictures.test(type) ? type : 'text/plain; charset=utf-8',
    // An SVG or HTML file opened in its own tab must not run scripts with the page's origin.
    'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    'x-content-type-options': 'nosniff',
    ...(c.req.query('download') === undefined ? {} : { 'content-disposition': 'attachment' }),
  });
}
