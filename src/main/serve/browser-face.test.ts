import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { type BrowserFace, startBrowserFace } from "./browser-face.ts";
import { ManualClock } from "../core/base/clock.ts";
import { serveContract } from "./served-contract.suite.ts";

describe("the browser face", () => {
  let folder: string;
  let face: BrowserFace;
  let refused: string[];
  let clock: ManualClock;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "drover-page-"));
    const page = path.join(folder, "page");
    mkdirSync(path.join(page, "assets"), { recursive: true });
    writeFileSync(path.join(page, "index.html"), "<!doctype html><title>Drover</title>");
    writeFileSync(path.join(page, "assets", "app-1a2b.js"), "export {};");
    writeFileSync(path.join(folder, "secret"), "nobody's business");
    symlinkSync(path.join(folder, "secret"), path.join(page, "leak.txt"));
    refused = [];
    clock = new ManualClock();
    const started = await startBrowserFace({
      pageFolder: page,
      connections: serveContract({}).connections,
      clock,
      token: "the-token",
      port: 0,
      refused: (what) => refused.push(what),
    });
    if (!started.ok) throw new Error(started.error.message);
    face = started.value;
  });

  afterEach(async () => {
    await face[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  function get(url: string, more: { readonly method?: string; readonly headers?: Record<string, string> } = {}) {
    return new Promise<{ response: IncomingMessage; body: string }>((resolve, reject) => {
      // As it stands: a URL object would take the dots out.
      const sent = request({ host: "127.0.0.1", port: face.port, path: url, ...more }, (response) => {
        void text(response).then((body) => {
          resolve({ response, body });
        }, reject);
      });
      sent.once("error", reject).end();
    });
  }

  it("serves the page under a strict policy, never stored, and without a token in it", async () => {
    const { response, body } = await get("/");
    expect(response.statusCode).toBe(200);
    expect(body).toBe("<!doctype html><title>Drover</title>");
    expect(response.headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
    });
    const policy = String(response.headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain("unsafe-eval");
  });

  it("lets browsers keep what has a hash in its name", async () => {
    const { response } = await get("/assets/app-1a2b.js?x=1");
    expect(response.headers).toMatchObject({
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "private, max-age=31536000, immutable",
      "content-length": "10",
    });
    const head = await get("/assets/app-1a2b.js", { method: "HEAD" });
    expect(head.response.statusCode).toBe(200);
    expect(head.body).toBe("");
  });

  it.each([
    "/../secret",
    "/%2e%2e/secret",
    "/assets/..%2f..%2f..%2fsecret",
    "/assets/..\\..\\..\\secret",
    "/leak.txt",
    "/assets",
    "/%",
    "/index.html%00.js",
    "//etc/passwd",
    "*",
  ])("serves nothing but files of the page: %s", async (url) => {
    const { response, body } = await get(url);
    expect(response.statusCode).toBe(404);
    expect(body).not.toContain("nobody");
  });

  it("takes no other method", async () => {
    const { response } = await get("/", { method: "POST" });
    expect(response.statusCode).toBe(405);
    expect(response.headers.allow).toBe("GET, HEAD");
  });

  it("tells the token in the fragment of an address only", async () => {
    expect(face.url).toBe(`http://127.0.0.1:${face.port}/#token=the-token`);
    const { response, body } = await get("/");
    expect(body + JSON.stringify(response.headers)).not.toContain("the-token");
  });

  it("lets a browser in once by an invitation, and not for long", async () => {
    const path = new URL(face.invite()).pathname;
    const entered = await get(path);
    expect(entered.response.statusCode).toBe(303);
    expect(entered.response.headers).toMatchObject({ location: "/#token=the-token", "cache-control": "no-store" });
    expect((await get(path)).response.statusCode).toBe(403);
    const late = new URL(face.invite()).pathname;
    clock.advance(120_000);
    expect((await get(late)).response.statusCode).toBe(403);
    expect((await get("/enter/guessed")).response.statusCode).toBe(403);
    expect(refused.length).toBe(3);
  });

  it("gives invitations to the bearer of the token alone", async () => {
    const ask = (authorization: string) => get("/invite", { method: "POST", headers: { authorization } });
    const given = await ask("Bearer the-token");
    expect((await get(new URL(given.body.trim()).pathname)).response.statusCode).toBe(303);
    expect((await ask("Bearer a-token")).response.statusCode).toBe(403);
    expect((await get("/invite")).response.statusCode).toBe(403);
  });

  it("refuses a foreign name that leads here, and says so in the log", async () => {
    const { response } = await get("/", { headers: { host: `evil.example:${face.port}` } });
    expect(response.statusCode).toBe(421);
    expect(refused).toEqual([`a request for the host evil.example:${face.port}`]);
    const local = await get("/", { headers: { host: `localhost:${face.port}` } });
    expect(local.response.statusCode).toBe(200);
  });

  it.each([
    ["no page", undefined, "403"],
    ["a page elsewhere", { origin: "https://evil.example" }, "403"],
    ["a page on another port of this machine", { origin: "http://127.0.0.1:1" }, "403"],
    ["a page without an origin of its own", { origin: "null" }, "403"],
    ["a foreign name that leads here", { origin: "http://evil.example", host: "evil.example" }, "421"],
  ])("refuses a WebSocket from %s", async (_who, headers, status) => {
    const socket = new WebSocket(`ws://127.0.0.1:${face.port}/wire`, { headers: headers ?? {} });
    const [error] = (await once(socket, "error")) as [Error];
    expect(error.message).toBe(`Unexpected server response: ${status}`);
    expect(refused.length).toBe(1);
  });

  it("refuses a WebSocket at any other path", async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${face.port}/`, { origin: `http://127.0.0.1:${face.port}` });
    const [error] = (await once(socket, "error")) as [Error];
    expect(error.message).toBe("Unexpected server response: 404");
  });

  it("listens on this machine alone", async () => {
    const others = connect({ host: "127.0.0.2", port: face.port });
    const [error] = (await once(others, "error")) as [NodeJS.ErrnoException];
    expect(error.code).toBe("ECONNREFUSED");
  });

  it("says that a port the user chose is in use, and takes another where none was chosen", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const options = {
      pageFolder: folder,
      connections: serveContract({}).connections,
      clock,
      token: "",
      refused: () => {},
    };
    expect(await startBrowserFace({ ...options, port })).toMatchObject({
      ok: false,
      error: { code: "port-in-use", message: `Port ${port} is in use by another program.` },
    });
    const started = await startBrowserFace({ ...options, lastPort: port });
    if (!started.ok) throw new Error(started.error.message);
    expect(started.value.port).not.toBe(port);
    await started.value[Symbol.asyncDispose]();
    other.close();
  });

  it("says that a port is no port", async () => {
    const options = {
      pageFolder: folder,
      connections: serveContract({}).connections,
      clock,
      token: "",
      refused: () => {},
    };
    expect(await startBrowserFace({ ...options, port: 70_000 })).toMatchObject({ error: { code: "port-not-allowed" } });
  });

  it("ends at once, also with a page still connected", async () => {
    const page = new WebSocket(`ws://127.0.0.1:${face.port}/wire`, { origin: `http://127.0.0.1:${face.port}` });
    await once(page, "open");
    const closed = once(page, "close");
    await face[Symbol.asyncDispose]();
    await closed;
    const again = connect({ host: "127.0.0.1", port: face.port });
    const [error] = (await once(again, "error")) as [NodeJS.ErrnoException];
    expect(error.code).toBe("ECONNREFUSED");
  });
});
