/**
 * Chromium knows no scheme of ours without Electron around it. Here `scheme://host/path` is shown as
 * `https://host.scheme.test/path`, as secure and as standard as the scheme would be, and never leaves the machine: every
 * request for it is answered by the handler that the app registered.
 */
export function toPage(url: string): string {
  const { protocol, host, pathname, search, hash } = new URL(url);
  const scheme = protocol.slice(0, -1);
  return isWeb(protocol) ? url : `https://${host}.${scheme}.test${pathname}${search}${hash}`;
}

export function fromPage(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname, search, hash } = new URL(url);
  const [, name, scheme] = /^(.+)\.([a-z][a-z0-9+-]*)\.test$/.exec(host) ?? [];
  return name === undefined || scheme === undefined ? url : `${scheme}://${name}${pathname}${search}${hash}`;
}

function isWeb(protocol: string): boolean {
  return ["http:", "https:", "about:", "data:", "mailto:"].includes(protocol);
}
