import { once } from "node:events";
import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import { chat } from "./chat.ts";
import { gemini } from "./gemini.ts";
import { messages } from "./messages.ts";
import { responses } from "./responses.ts";
import { NO_USAGE, type Script, USAGE, type Usage, addUsage, nextAnswer } from "./script.ts";
import { leastValue, shellCall } from "./shell-tool.ts";
import { type Interface, type ModelAnswer, type ModelRequest, sendJson } from "./wire.ts";

/** One request that a script answered, or is about to. */
export interface Asked {
  readonly rule: number;
  readonly step: number;
  /** What the model was sent, oldest first. */
  readonly request: ModelRequest;
  readonly at: number;
}

/**
 * A model that does as it is told, on loopback. Agents are told apart by their API keys, and each key has a script.
 * It is a proxy as well, one that refuses: whoever is given it as a proxy and wants to go elsewhere is found out.
 */
export interface ModelServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, without the paths of the interfaces. */
  readonly base: string;
  /** Where clients wanted to go beyond the server, `HOST:PORT`. */
  readonly strays: readonly string[];
  /** What was asked of the server that it does not understand: paths, keys, bodies. */
  readonly misfits: readonly string[];
  /** Begins to answer requests with that key. */
  agent(key: string, script: Script): ScriptedModel;
}

export interface ScriptedModel {
  readonly asked: readonly Asked[];
  /** Tokens of what the script answered, and of what was answered besides (titles, summaries, guesses). */
  readonly usage: { readonly scripted: Usage; readonly besides: Usage };
  /** Resolves with the first request, past or to come, that is wanted. */
  request(isWanted: (asked: Asked) => boolean): Promise<Asked>;
  /** Resolves once an answer waits there. */
  held(hold: string): Promise<void>;
  /** Lets answers of that name go, those that come later too. */
  release(hold: string): void;
}

interface Model extends ScriptedModel {
  readonly script: Script;
  readonly asked: Asked[];
  usage: { scripted: Usage; besides: Usage };
  readonly watchers: Set<(asked: Asked) => void>;
  readonly holds: Map<
    string,
    { readonly reached: PromiseWithResolvers<void>; readonly let: PromiseWithResolvers<void> }
  >;
  /** How often an answer has failed, by rule and step. */
  readonly failures: Map<string, number>;
}

const INTERFACES: readonly Interface[] = [messages, responses, chat, gemini];
/** What a model answers that is asked for something outside the script, such as a title. */
const BESIDES: Usage = { input: 11, output: 3, cacheRead: 0 };

export async function startModelServer(): Promise<ModelServer> {
  const models = new Map<string, Model>();
  const strays: string[] = [];
  const misfits: string[] = [];
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      misfits.push(`${request.url ?? ""}: ${error instanceof Error ? error.message : String(error)}`);
      if (response.headersSent) response.destroy();
      else sendJson(response, { error: { message: "The model server failed." } }, 500);
    });
  });
  server.on("connect", (request, socket) => {
    strays.push(request.url ?? "");
    // Whoever was refused may hang up first.
    socket.on("error", () => socket.destroy());
    socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "", "http://model");
    const body = await readBody(request);
    const face = INTERFACES.find((one) => one.matches(url.pathname));
    if (url.host !== "model") {
      strays.push(url.host);
      sendJson(response, { error: { message: "Nothing is beyond." } }, 403);
      return;
    }
    const model = models.get(keyOf(request, url));
    if (face === undefined || request.method !== "POST") {
      if (!answerBesides(url.pathname, response)) misfits.push(`${request.method ?? ""} ${url.pathname}`);
      return;
    }
    if (model === undefined) {
      misfits.push(`a key that no script has: ${keyOf(request, url)}`);
      sendJson(response, face.failure(401), 401);
      return;
    }
    const read = face.read(JSON.parse(body), url.pathname);
    const given = await decide(model, read, { face, response });
    if (given !== undefined) face.write(response, read, given);
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    strays,
    misfits,
    agent(key, script) {
      const model = newModel(script);
      models.set(key, model);
      return model;
    },
    async [Symbol.asyncDispose]() {
      await close(server);
    },
  };
}

/** What is answered; undefined when the request failed as the script wants, or its sender is gone. */
async function decide(
  model: Model,
  request: ModelRequest,
  { face, response }: { readonly face: Interface; readonly response: ServerResponse },
): Promise<ModelAnswer | undefined> {
  const hasShell = shellCall(request.tools, "true") !== undefined;
  const found = nextAnswer(model.script, request.conversation);
  const holds = hasShell || (found !== undefined && model.script[found.rule]?.withoutShell === true);
  const next = holds ? found : undefined;
  if (next === undefined || request.jsonSchema !== undefined) {
    model.usage.besides = addUsage(model.usage.besides, BESIDES);
    const text = request.jsonSchema === undefined ? "A task" : JSON.stringify(leastValue(request.jsonSchema));
    return { text, call: undefined, usage: BESIDES };
  }
  const { answer, rule, step } = next;
  const asked: Asked = { rule, step, request, at: Date.now() };
  model.asked.push(asked);
  for (const watcher of model.watchers) watcher(asked);
  const failed = model.failures.get(`${rule}/${step}`) ?? 0;
  if (answer.fail !== undefined && failed < answer.fail.times) {
    model.failures.set(`${rule}/${step}`, failed + 1);
    const { status, retryAfterSeconds } = answer.fail;
    if (retryAfterSeconds !== undefined) response.setHeader("retry-after", retryAfterSeconds);
    sendJson(response, face.failure(status), status);
    return undefined;
  }
  if (answer.hold !== undefined) {
    const hold = holdOf(model, answer.hold);
    hold.reached.resolve();
    const gone = once(response, "close");
    await Promise.race([hold.let.promise, gone]);
    if (response.destroyed) return undefined;
  }
  const usage = answer.usage ?? USAGE;
  model.usage.scripted = addUsage(model.usage.scripted, usage);
  const call = answer.run === undefined ? undefined : shellCall(request.tools, answer.run, answer.asks);
  return { text: answer.say ?? "", call, usage };
}

function newModel(script: Script): Model {
  const model: Model = {
    script,
    asked: [],
    usage: { scripted: NO_USAGE, besides: NO_USAGE },
    watchers: new Set(),
    holds: new Map(),
    failures: new Map(),
    request(isWanted) {
      const past = model.asked.find(isWanted);
      if (past !== undefined) return Promise.resolve(past);
      const { promise, resolve } = Promise.withResolvers<Asked>();
      const watcher = (asked: Asked) => {
        if (!isWanted(asked)) return;
        model.watchers.delete(watcher);
        resolve(asked);
      };
      model.watchers.add(watcher);
      return promise;
    },
    held: (hold) => holdOf(model, hold).reached.promise,
    release: (hold) => {
      holdOf(model, hold).let.resolve();
    },
  };
  return model;
}

function holdOf({ holds }: Model, name: string) {
  const hold = holds.get(name) ?? { reached: Promise.withResolvers<void>(), let: Promise.withResolvers<void>() };
  holds.set(name, hold);
  return hold;
}

/** Small things that clients ask before they ask a model. True when it is one. */
function answerBesides(path: string, response: ServerResponse): boolean {
  if (path.endsWith("/models")) {
    const model = { id: "scripted-model", object: "model", created: 0, owned_by: "tests" };
    sendJson(response, { object: "list", data: [model], models: [], has_more: false });
  } else if (path.endsWith("/count_tokens")) sendJson(response, { input_tokens: USAGE.input });
  else if (path.endsWith(":countTokens")) sendJson(response, { totalTokens: USAGE.input });
  else {
    sendJson(response, { error: { message: "There is nothing here." } }, 404);
    // Whether a server is there at all is asked of its root.
    return path === "/";
  }
  return true;
}

function keyOf({ headers }: IncomingMessage, url: URL): string {
  const named =
    headers["x-api-key"] ?? headers["x-goog-api-key"] ?? url.searchParams.get("key") ?? headers.authorization;
  return (typeof named === "string" ? named : "").replace(/^Bearer\s+/i, "");
}

async function readBody(request: IncomingMessage): Promise<string> {
  const raw = await buffer(request);
  switch (request.headers["content-encoding"]) {
    case "gzip":
      return gunzipSync(raw).toString();
    case "br":
      return brotliDecompressSync(raw).toString();
    case "zstd":
      return zstdDecompressSync(raw).toString();
    default:
      return raw.toString();
  }
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
