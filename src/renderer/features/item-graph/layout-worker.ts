import { type GraphShape, layOutGraph } from "./layout.ts";

/** Lays out one graph after the other, in a thread of its own. */
self.addEventListener("message", ({ data }: MessageEvent<GraphShape>) => {
  self.postMessage(layOutGraph(data));
});
