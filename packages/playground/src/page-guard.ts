import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/**
 * Keeps other web sites out. The server listens on loopback, but every page in the same browser can reach it.
 * The Host header stops DNS rebinding. Origin, Sec-Fetch-Site and the content type stop cross-site requests.
 */
export const onlyOwnPage: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host') ?? '';
  if (!/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(host)) {
    return c.text('This playground answers on this machine only. Open it as http://127.0.0.1.', 403);
  }
  const site = c.req.header('sec-fetch-site');
  const navigates = c.req.header('sec-fetch-mode') === 'navigate';
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !navigates) return refused(c);
  if (c.req.method === 'POST') {
    if (c.req.header('origin') !== `http://${host}`) return refused(c);
    if (!/^application\/json(?:;|$)/i.test(c.req.header('content-type') ?? '')) return refused(c);
  }
  return next();
};

const refused = (c: Parameters<MiddlewareHandler>[0]) =>
  c.text('Only the playground’s own page may do this. Reload the page and try again.', 403);

/** A content security policy that blocks everything from other origins, whatever a message contains. */
export const pageHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  strictTransportSecurity: false,
  referrerPolicy: 'no-referrer',
});
