import type { SettingProblem } from "../../../../shared/contract/settings.ts";

/** Of which file, in which line, what. */
export function settingProblemText(file: string, { line, message }: SettingProblem): string {
  return `${file}${line === undefined ? "" : `, line ${line}`}: ${message}`;
}
