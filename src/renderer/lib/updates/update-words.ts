import type { UpdateState } from "../../../shared/desktop/update-state.ts";

/** What there is of newer versions, in a sentence. Pure. */
export function updateWords(state: UpdateState): string {
  switch (state.kind) {
    case "off":
      return `Updates are off: ${state.why}.`;
    case "idle":
      return "No newer version is known.";
    case "checking":
      return "Looking for a newer version…";
    case "offered":
      return `Drover ${state.version} is there.`;
    case "downloading":
      return `Drover ${state.version} is being fetched, ${Math.round(state.percent)} %.`;
    case "ready":
      return `Drover ${state.version} is put in place when you quit. Agents go on.`;
  }
}

/** The same, as short as a status bar wants it; undefined where there is no news. Pure. */
export function updateNews(state: UpdateState): string | undefined {
  switch (state.kind) {
    case "off":
    case "idle":
    case "checking":
      return undefined;
    case "offered":
      return `${state.version} is there`;
    case "downloading":
      return `Fetching ${state.version}, ${Math.round(state.percent)} %`;
    case "ready":
      return `${state.version} comes when you quit`;
  }
}
