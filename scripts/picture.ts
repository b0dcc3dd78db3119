// `npm run docs:architecture`: draws docs/architecture.svg from the imports of the code.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cruiseSources } from "./boundaries/check.ts";
import { draw } from "./picture/draw.ts";
import { folderGraph } from "./picture/folder-graph.ts";

const root = join(import.meta.dirname, "..");
const { modules } = await cruiseSources(root);
await writeFile(join(root, "docs/architecture.svg"), draw(folderGraph(modules)));
