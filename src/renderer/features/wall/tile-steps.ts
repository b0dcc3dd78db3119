/** Where a tile stands, in pixels of whatever all of them are measured in. */
export interface TilePlace {
  readonly agent: string;
  readonly x: number;
  readonly y: number;
}

export type TileStep = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End";

export function isTileStep(key: string): key is TileStep {
  return ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].includes(key);
}

/** The tile that a key leads to; in reading order left and right, across groups up and down. Undefined at the edge. */
export function stepFrom(tiles: readonly TilePlace[], from: string | undefined, step: TileStep): string | undefined {
  if (step === "Home") return tiles[0]?.agent;
  if (step === "End") return tiles.at(-1)?.agent;
  const index = tiles.findIndex(({ agent }) => agent === from);
  const here = tiles[index];
  if (here === undefined) return tiles[0]?.agent;
  if (step === "ArrowLeft") return tiles[index - 1]?.agent;
  if (step === "ArrowRight") return tiles[index + 1]?.agent;
  const beyond = tiles.filter(({ y }) => (step === "ArrowDown" ? y > here.y : y < here.y));
  const distance = ({ y }: TilePlace) => Math.abs(y - here.y);
  const nearest = Math.min(...beyond.map(distance));
  const row = beyond.filter((tile) => distance(tile) === nearest);
  return row.toSorted((a, b) => Math.abs(a.x - here.x) - Math.abs(b.x - here.x))[0]?.agent;
}
