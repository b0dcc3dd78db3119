import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { isInside } from "../core/platform/fs/path-inside.ts";
import { SECURITY_HEADERS } from "./page-headers.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** Names in here carry a hash of their contents: what is fetched once never changes. */
const HASHED = "/assets/";

/** Answers with a file of the page's folder, and with nothing from outside it. */
export async function sendPageFile(root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    return sendText(response, 405, "Only GET and HEAD.");
  }
  const pathname = pathOf(request.url ?? "/");
  const file = pathname === undefined ? undefined : await findFile(root, pathname);
  if (pathname === undefined || file === undefined) return sendText(response, 404, "Not found.");
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    "Content-Type": TYPES[path.extname(file.path)] ?? "application/octet-stream",
    "Content-Length": file.size,
    "Cache-Control": pathname.startsWith(HASHED) ? "private, max-age=31536000, immutable" : "no-store",
  });
  if (request.method === "HEAD") {
    response.end();
    return;
  }
  try {
    await pipeline(createReadStream(file.path), response);
  } catch {
    // The browser went away, or the file did after its size was read: the connection is cut, which tells the browser.
    response.destroy();
  }
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
  });
  response.end(`${text}\n`);
}

/** The path asked for, decoded; undefined for what no page of ours asks for. */
function pathOf(url: string): string | undefined {
  const [encoded = "/"] = url.split(/[?#]/, 1);
  let decoded: string;
  try {
    decoded = decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
  if (!decoded.startsWith("/") || /[\\\0]/.test(decoded)) return undefined;
  return decoded === "/" ? "/index.html" : decoded;
}

async function findFile(root: string, pathname: string) {
  const wanted = path.join(root, pathname);
  if (!isInside(root, wanted)) return undefined;
  try {
    // Links are followed first: one that leads out is not served.
    const real = await realpath(wanted);
    if (!isInside(await realpath(root), real)) return undefined;
    const found = await stat(real);
    return found.isFile() ? { path: real, size: found.size } : undefined;
  } catch {
    return undefined;
  }
}
