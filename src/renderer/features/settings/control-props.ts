import type { SettingEntry, SettingValue } from "./settings-model.ts";

export interface ControlProps {
  readonly entry: SettingEntry;
  readonly ids: { readonly id: string; readonly labelId: string; readonly describedBy: string };
  readonly isWrong: boolean;
  /** Resolves to whether it counts. null takes it back to its default. */
  onChange(value: SettingValue | null): Promise<boolean>;
  /** What is wrong with what was typed; undefined once nothing is. */
  onRefuse(message: string | undefined): void;
}
