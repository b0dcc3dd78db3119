import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import type * as Electron from "electron";
import type { Browser } from "./browser.ts";
import { type CdpListener, record, text } from "./cdp.ts";
import { ipcMain } from "./ipc-main.ts";
import type { MessagePortMain } from "./message-channel.ts";
import { BINDING, PRELOAD_WORLD, RECEIVER, pageScripts } from "./page-worlds.ts";
import { type FromPage, type ToPage, fromPayload, toPayload } from "./page-messages.ts";
import { watchPopouts } from "./popouts.ts";
import { answerRequest } from "./protocol.ts";
import { fromPage, toPage } from "./schemes.ts";

type Used =
  | "mainFrame"
  | "send"
  | "postMessage"
  | "reload"
  | "getURL"
  | "setWindowOpenHandler"
  | "forcefullyCrashRenderer"
  | "isDestroyed";

type OpenHandler = (details: { url: string }) => { action: "deny" } | { action: "allow" };

/** A page of a window: a real one in Chromium, whose requests, messages and navigation go through this process. */
export class WebContents
  extends EventEmitter
  implements Record<Exclude<Used, "mainFrame">, unknown>, Pick<Electron.WebContents, "send" | "reload" | "getURL">
{
  readonly mainFrame: { readonly url: string };
  readonly #browser: Promise<Browser>;
  readonly #size: { readonly width: number; readonly height: number };
  readonly #preload: string | undefined;
  #target: Promise<string> | undefined;
  #session = "";
  #url = "";
  /** Execution context of the preload, while there is a page. */
  #world: number | undefined;
  #outbox: ToPage[] = [];
  readonly #ports = new Map<number, MessagePortMain>();
  #nextPort = 1;
  #openHandler: OpenHandler = () => ({ action: "allow" });
  #isOwnNavigation = false;
  #isDestroyed = false;

  constructor(options: {
    readonly browser: Promise<Browser>;
    readonly preload: string | undefined;
    readonly size: { readonly width: number; readonly height: number };
  }) {
    super();
    this.#browser = options.browser;
    this.#size = options.size;
    this.#preload = options.preload;
    const url = () => this.#url;
    this.mainFrame = {
      get url() {
        return url();
      },
    };
  }

  async loadURL(url: string): Promise<void> {
    await this.#open();
    this.#isOwnNavigation = true;
    const loaded = new Promise((resolve) => this.once("did-finish-load", resolve));
    await this.#send("Page.navigate", { url: toPage(url) });
    await loaded;
  }

  reload(): void {
    this.#isOwnNavigation = true;
    void this.#send("Page.reload");
  }

  forcefullyCrashRenderer(): void {
    // Never answered: whoever would answer is gone.
    void this.#send("Page.crash").catch(() => {});
  }

  getURL(): string {
    return this.#url;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    this.#post({ type: "receive", channel, args, ports: [] });
  }

  postMessage(channel: string, message: unknown, transfer: readonly MessagePortMain[] = []): void {
    const ports = transfer.map((port) => this.#handOver(port));
    this.#post({ type: "receive", channel, args: [message], ports });
  }

  async destroy(): Promise<void> {
    this.#isDestroyed = true;
    this.#lostPage();
    if (this.#target === undefined) return;
    const { cdp } = await this.#browser;
    await cdp.send("Target.closeTarget", { targetId: await this.#target });
  }

  #open(): Promise<string> {
    return (this.#target ??= this.#attach());
  }

  async #attach(): Promise<string> {
    const browser = await this.#browser;
    const { cdp } = browser;
    const created = await cdp.send("Target.createTarget", { url: "about:blank", newWindow: true, ...this.#size });
    const targetId = text(created["targetId"]);
    const attached = await cdp.send("Target.attachToTarget", { targetId, flatten: true });
    this.#session = text(attached["sessionId"]);
    const on = (method: string, listener: (params: Parameters<CdpListener>[0]) => void) => {
      cdp.on(method, (params, session) => {
        if (session === this.#session) listener(params);
      });
    };
    on("Runtime.executionContextCreated", ({ context }) => {
      this.#entered(record(context), targetId);
    });
    on("Runtime.executionContextsCleared", () => {
      this.#lostPage();
    });
    on("Runtime.bindingCalled", ({ name, payload, executionContextId }) => {
      if (name === BINDING && executionContextId === this.#world) this.#take(JSON.parse(text(payload)) as FromPage);
    });
    on("Page.frameNavigated", ({ frame }) => {
      const { id, url } = record(frame);
      if (id === targetId) this.#url = fromPage(text(url));
    });
    on("Page.loadEventFired", () => this.emit("did-finish-load"));
    on("Inspector.targetCrashed", () => {
      this.#lostPage();
      this.emit("render-process-gone", {}, { reason: "crashed", exitCode: 133 });
    });
    on("Fetch.requestPaused", (params) => void this.#answer(params));

    const scripts = this.#preload === undefined ? undefined : pageScripts(readFileSync(this.#preload, "utf8"));
    await Promise.all([
      watchPopouts({
        browser,
        opener: targetId,
        openerSession: this.#session,
        isAllowed: (url) => this.#openHandler({ url }).action === "allow",
        answer: (params, session) => void this.#answer(params, session),
        opened: (popout) => this.emit("did-create-window", popout),
      }),
      this.#send("Page.enable"),
      this.#send("Inspector.enable"),
      this.#send("Runtime.enable"),
      this.#send("Fetch.enable", { patterns: [{ urlPattern: "*" }] }),
    ]);
    if (scripts !== undefined) {
      await this.#send("Runtime.addBinding", { name: BINDING, executionContextName: PRELOAD_WORLD });
      await this.#send("Page.addScriptToEvaluateOnNewDocument", { source: scripts.main });
      await this.#send("Page.addScriptToEvaluateOnNewDocument", {
        source: scripts.isolated,
        worldName: PRELOAD_WORLD,
      });
    }
    return targetId;
  }

  async #send(method: string, params: Readonly<Record<string, unknown>> = {}, session = this.#session) {
    const { cdp } = await this.#browser;
    return await cdp.send(method, params, session);
  }

  #entered(context: Readonly<Record<string, unknown>>, mainFrame: string): void {
    if (context["name"] !== PRELOAD_WORLD || record(context["auxData"])["frameId"] !== mainFrame) return;
    this.#world = Number(context["id"]);
    this.#flush();
  }

  /** The document is gone, and with it the ends of channels that it held. */
  #lostPage(): void {
    this.#world = undefined;
    this.#outbox = [];
    const ports = [...this.#ports.values()];
    this.#ports.clear();
    for (const port of ports) port.close();
  }

  #handOver(port: MessagePortMain): number {
    const id = this.#nextPort++;
    this.#ports.set(id, port);
    // Not before the page was told of the port itself.
    queueMicrotask(() => {
      port.handOver({
        post: (data) => {
          this.#post({ type: "port", port: id, payload: toPayload(data) });
        },
        close: () => {
          if (this.#ports.delete(id)) this.#post({ type: "port-closed", port: id });
        },
      });
    });
    return id;
  }

  #post(message: ToPage): void {
    this.#outbox.push(message);
    if (this.#outbox.length > 1) return;
    queueMicrotask(() => {
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#world === undefined || this.#outbox.length === 0) return;
    const messages = this.#outbox;
    this.#outbox = [];
    void this.#send("Runtime.callFunctionOn", {
      executionContextId: this.#world,
      functionDeclaration: `(messages) => { globalThis[${JSON.stringify(RECEIVER)}](messages); }`,
      arguments: [{ value: JSON.stringify(messages) }],
    }).catch(() => {
      // The page was left meanwhile; its ports are closed by then.
    });
  }

  #take(message: FromPage): void {
    switch (message.type) {
      case "send":
        ipcMain.emit(message.channel, { sender: this, senderFrame: this.mainFrame, ports: [] }, ...message.args);
        return;
      case "port":
        this.#ports.get(message.port)?.postMessage(fromPayload(message.payload));
        return;
      case "port-closed": {
        const port = this.#ports.get(message.port);
        this.#ports.delete(message.port);
        port?.close();
      }
    }
  }

  async #answer(params: Readonly<Record<string, unknown>>, session = this.#session): Promise<void> {
    const { requestId, resourceType, request, frameId } = params;
    const { url: shown, method } = record(request);
    const url = fromPage(text(shown));
    const refuse = () => this.#send("Fetch.failRequest", { requestId, errorReason: "Aborted" }, session);
    try {
      if (resourceType === "Document" && frameId === (await this.#target) && !this.#isOwnNavigation) {
        let isPrevented = false;
        this.emit("will-navigate", { preventDefault: () => void (isPrevented = true) }, url);
        if (isPrevented) return void (await refuse());
      }
      if (resourceType === "Document") this.#isOwnNavigation = false;
      const response = await answerRequest(url, text(method));
      if (response === undefined) return void (await refuse());
      const fulfilled = {
        requestId,
        responseCode: response.status,
        responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
        body: Buffer.from(await response.arrayBuffer()).toString("base64"),
      };
      await this.#send("Fetch.fulfillRequest", fulfilled, session);
    } catch {
      // The page was closed or left while it waited for this.
    }
  }
}
