import type { OutputOf } from "../../shared/contract/contract.ts";
import { neutralise } from "./neutralise.ts";
import type { Style } from "./style.ts";
import { renderFields, renderTable } from "./table.ts";

type Listed = OutputOf<"runtime.list">["runtimes"][number];

/** In the order in which they matter to whoever chooses one. */
const ABILITIES = ["hooks", "messages", "transcript", "resume", "fork"] as const;

/** What it can do beyond running in a terminal: `hooks messages resume`. */
export function abilitiesText({ abilities }: Listed): string {
  return ABILITIES.filter((one) => abilities[one]).join(" ");
}

/** Another version than the one that was tried. */
export function isUntried({ version, checked }: Listed): boolean {
  return version !== undefined && checked !== undefined && version !== checked.version;
}

export function runtimeTable(
  { runtimes, default: standard }: OutputOf<"runtime.list">,
  layout: { readonly style: Style; readonly columns: number | undefined },
): string {
  const table = renderTable(
    runtimes,
    [
      { title: "RUNTIME", text: (one) => one.id, tone: () => "cyan" },
      { title: "", text: (one) => (one.id === standard ? "default" : ""), tone: () => "dim" },
      {
        title: "FOUND",
        text: (one) => (one.found ? (one.version ?? "yes") : "no"),
        tone: (one) => (!one.found ? "dim" : isUntried(one) ? "yellow" : "green"),
      },
      { title: "TRIED", text: (one) => one.checked?.version ?? "", tone: () => "dim" },
      { title: "TELLS AND TAKES", text: abilitiesText, tone: () => "dim" },
      { title: "NAME", text: (one) => one.title },
      { title: "WHERE", text: (one) => one.path ?? one.remark ?? "", tone: () => "dim", flexible: true },
    ],
    layout,
  );
  const untried = runtimes.filter(isUntried).map((one) => one.id);
  if (untried.length === 0) return table;
  const ask = untried.map((id) => `drover runtimes check ${id}`).join(", ");
  return `${table}\n${layout.style("dim", `Of another version than was tried: ${untried.join(", ")}. What differs: ${ask}`)}\n`;
}

/** What a check of one runtime found. */
export function runtimeCheckText(answer: OutputOf<"runtime.check">, style: Style): string {
  const { runtime, usable, flags, differences } = answer;
  const { checked } = runtime;
  const fields = renderFields(
    [
      ["runtime", `${runtime.id} (${neutralise(runtime.title)})`],
      ["found", runtime.path === undefined ? "no" : neutralise(runtime.path)],
      ["version", runtime.version],
      ["tried", checked && neutralise(`${checked.version} on ${checked.on}: ${checked.what}`)],
      ["can", abilitiesText(runtime)],
      ["flags", flags.map(({ flag, listed }) => (listed === false ? style("yellow", flag) : flag)).join(" ")],
      ["get it", runtime.found || runtime.install === undefined ? undefined : neutralise(runtime.install)],
    ],
    style,
  );
  const found = differences.map(
    ({ grave, what }) => `${grave ? style("red", "problem") : style("yellow", "differs")}  ${neutralise(what)}\n`,
  );
  const verdict = usable ? style("green", "It can be used.") : style("red", "It cannot be relied on.");
  return `${fields}\n${found.join("")}${found.length > 0 ? "\n" : ""}${verdict}\n`;
}
