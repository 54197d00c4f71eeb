const HUB = 'https://huggingface.co';
const ROUTER = 'https://router.huggingface.co';

/** Redirects a URL to `baseUrl`, where that stands in for the hub and the router. */
export function rerouted(url: string, baseUrl: string | undefined): string {
  const { origin } = new URL(url);
  if (baseUrl === undefined || (origin !== HUB && origin !== ROUTER)) return url;
  return baseUrl.replace(/\/+$/, '') + url.slice(origin.length);
}

/** Whether a host may see a Hugging Face token: the hub's own, and dedicated endpoints. */
export function isHuggingFace(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' && /(^|\.)(huggingface\.(co|cloud)|hf\.space)$/.test(hostname);
}
