/** What each attribute is undone by, and so what a later setting of it replaces. */
const ATTRIBUTE: Readonly<Record<number, string>> = {
  1: "bold",
  2: "dim",
  3: "italic",
  4: "underline",
  5: "blink",
  6: "blink",
  7: "inverse",
  8: "invisible",
  9: "strike",
  21: "underline",
  53: "overline",
};
const UNDO: Readonly<Record<number, readonly string[]>> = {
  22: ["bold", "dim"],
  23: ["italic"],
  24: ["underline"],
  25: ["blink"],
  27: ["inverse"],
  28: ["invisible"],
  29: ["strike"],
  39: ["foreground"],
  49: ["background"],
  55: ["overline"],
  59: ["underline-color"],
};

/** The shortest SGR sequence with the effect of all those in `log` on a reset pen; empty when they leave it reset. */
export function compactPen(log: string): string {
  const set = new Map<string, string>();
  for (const [, params = ""] of log.matchAll(/\x1b\[([\d;:]*)m/g)) apply(params.split(";"), set);
  return set.size === 0 ? "" : `\x1b[${[...set.values()].join(";")}m`;
}

function apply(params: readonly string[], set: Map<string, string>): void {
  for (let at = 0; at < params.length; at += 1) {
    const param = params[at] ?? "";
    const code = Number.parseInt(param === "" ? "0" : param, 10);
    const color = colorOf(code);
    if (code === 0) set.clear();
    else if (color !== undefined) {
      const extra = param.includes(":") || code % 10 !== 8 || code > 58 ? 0 : { "2": 4, "5": 2 }[params[at + 1] ?? ""];
      set.set(color, params.slice(at, at + 1 + (extra ?? 0)).join(";"));
      at += extra ?? 0;
    } else if (param === "4:0") set.delete("underline");
    else if (ATTRIBUTE[code] !== undefined) set.set(ATTRIBUTE[code], param);
    else for (const attribute of UNDO[code] ?? []) set.delete(attribute);
  }
}

function colorOf(code: number): string | undefined {
  if ((code >= 30 && code <= 38) || (code >= 90 && code <= 97)) return "foreground";
  if ((code >= 40 && code <= 48) || (code >= 100 && code <= 107)) return "background";
  return code === 58 ? "underline-color" : undefined;
}
