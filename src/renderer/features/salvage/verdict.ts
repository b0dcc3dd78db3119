import type { OutputOf } from "../../../shared/contract/contract.ts";
import { sizeText } from "../../lib/amounts.ts";

type Checked = OutputOf<"salvage.verify">["checked"];

/** What a check of salvages came to, in words. */
export function verdictOf(checked: Checked): {
  readonly isWhole: boolean;
  readonly text: string;
  readonly detail: string;
} {
  const damaged = checked.filter(({ isWhole }) => !isWhole);
  const objects = checked.reduce((sum, one) => sum + one.objects, 0);
  const bytes = checked.reduce((sum, one) => sum + one.bytes, 0);
  if (damaged.length > 0) {
    return {
      isWhole: false,
      text: damaged.length === 1 ? `${damaged[0]?.salvage ?? ""} is damaged` : `${damaged.length} are damaged`,
      detail: damaged.flatMap(({ salvage, problems }) => problems.map((problem) => `${salvage}: ${problem}`)).join(" "),
    };
  }
  return {
    isWhole: true,
    text: checked.length === 1 ? "It is whole" : `All ${checked.length} are whole`,
    detail: `${objects} objects, ${sizeText(bytes)}, read back and compared with their names.`,
  };
}
