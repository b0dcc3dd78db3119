import type { Edge, FolderGraph } from "./folder-graph.ts";

/** Pixels. The picture is 960 wide, so that it needs no scaling in a README column. */
const WIDTH = 960;
const MARGIN = 16;
const LABEL = 96;
const BOX = { width: 100, height: 26, gap: 8 };
const BOXES_A_ROW = 7;
const BAND_PADDING = 12;
const BAND_GAP = 30;

/** Nearly everything needs these; a line from each band says it better than one from each folder. */
const EVERYWHERE = new Set(["shared", "base", "platform"]);

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Draws the graph as SVG. The same graph gives the same bytes. */
export function draw(graph: FolderGraph): string {
  const boxes = new Map<string, Box>();
  const bandOf = new Map<string, Box>();
  const shapes: string[] = [];
  let y = MARGIN;
  for (const band of graph.bands) {
    const rows = Math.ceil(band.folders.length / BOXES_A_ROW);
    const height = BAND_PADDING * 2 + rows * BOX.height + (rows - 1) * BOX.gap;
    const frame: Box = { x: MARGIN, y, width: WIDTH - 2 * MARGIN, height };
    shapes.push(rect(frame, "band"), text(MARGIN + 12, y + height / 2, "title", band.title));
    for (const [i, folder] of band.folders.entries()) {
      const row = Math.floor(i / BOXES_A_ROW);
      const inRow = Math.min(BOXES_A_ROW, band.folders.length - row * BOXES_A_ROW);
      const free = frame.width - LABEL - inRow * BOX.width - (inRow - 1) * BOX.gap;
      const x = MARGIN + LABEL + free / 2 + (i % BOXES_A_ROW) * (BOX.width + BOX.gap);
      const box: Box = { x, y: y + BAND_PADDING + row * (BOX.height + BOX.gap), width: BOX.width, height: BOX.height };
      boxes.set(folder, box);
      bandOf.set(folder, frame);
      shapes.push(rect(box, "folder"), text(x + BOX.width / 2, box.y + BOX.height / 2, "name", folder));
    }
    y += height + BAND_GAP;
  }
  const lines = new Set(graph.edges.map((edge) => line(edge, boxes, bandOf)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y - BAND_GAP + MARGIN}" role="img">`,
    "<title>Folders of Drover and what they import; every line points down</title>",
    `<metadata>\n${graph.edges.map(({ from, to }) => `${from} imports ${to}`).join("\n")}\n</metadata>`,
    STYLE,
    ...shapes.filter((shape) => shape.includes('class="band"')),
    ...[...lines].toSorted(),
    ...shapes.filter((shape) => !shape.includes('class="band"')),
    "</svg>\n",
  ].join("\n");
}

const STYLE = `<style>
svg { font: 12px system-ui, sans-serif; }
.band { fill: #f3f4f6; }
.folder { fill: #ffffff; stroke: #9ca3af; }
.name { fill: #111827; text-anchor: middle; dominant-baseline: central; }
.title { fill: #6b7280; dominant-baseline: central; font-size: 10px; }
.line { fill: none; stroke: #2563eb; stroke-opacity: 0.45; stroke-width: 1.2; }
.everywhere { fill: none; stroke: #9ca3af; stroke-opacity: 0.6; stroke-dasharray: 3 3; }
.dot { fill: #9ca3af; }
@media (prefers-color-scheme: dark) {
  .band { fill: #161b22; }
  .folder { fill: #0d1117; stroke: #4b5563; }
  .name { fill: #e5e7eb; }
  .title { fill: #9ca3af; }
  .line { stroke: #60a5fa; }
  .everywhere { stroke: #6b7280; }
}
</style>`;

function line({ from, to }: Edge, boxes: Map<string, Box>, bandOf: Map<string, Box>): string {
  const everywhere = EVERYWHERE.has(to);
  const source = everywhere ? bandOf.get(from) : boxes.get(from);
  const target = everywhere ? bandOf.get(to) : boxes.get(to);
  if (source === undefined || target === undefined) throw new Error(`${from} imports ${to}, and one has no place`);
  if (everywhere) {
    // Along the right edge, one lane for each of the few that are needed everywhere.
    const lane = WIDTH - MARGIN - 10 - [...EVERYWHERE].indexOf(to) * 10;
    const bottom = source.y + source.height;
    return `<path class="everywhere" d="M${lane} ${bottom}V${target.y}"/><circle class="dot" cx="${lane}" cy="${bottom}" r="2.5"/>`;
  }
  const [x1, y1] = [source.x + source.width / 2, source.y + source.height];
  const [x2, y2] = [target.x + target.width / 2, target.y];
  const bend = Math.max(16, (y2 - y1) / 2);
  return `<path class="line" d="M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}"/>`;
}

function rect({ x, y, width, height }: Box, kind: string): string {
  return `<rect class="${kind}" x="${x}" y="${y}" width="${width}" height="${height}" rx="5"/>`;
}

function text(x: number, y: number, kind: string, content: string): string {
  return `<text class="${kind}" x="${x}" y="${y}">${content}</text>`;
}
