import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

export interface Tab<T extends string> {
  readonly value: T;
  readonly label: string;
  /** How many there are, where that is known. */
  readonly count?: number | undefined;
}

export type TabsProps<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly tabs: readonly Tab<NoInfer<T>>[];
  onChange(value: NoInfer<T>): void;
  /** The panel of the tab that is shown; the others are not drawn. */
  readonly children: ReactNode;
};

/** Parts of one view, of which one is shown. Arrow keys walk along them. */
export function Tabs<T extends string>({ label, value, tabs, onChange, children }: TabsProps<T>) {
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => {
        const tab = tabs.find((one) => one.value === next);
        if (tab !== undefined) onChange(tab.value);
      }}
      className="flex min-h-0 flex-1 flex-col"
    >
      <Base.List
        aria-label={label}
        activateOnFocus
        className="flex h-8 shrink-0 items-stretch gap-0.5 overflow-x-auto border-b border-line px-3 [scrollbar-width:none]"
      >
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="flex shrink-0 items-center gap-1 border-b-2 border-transparent px-2 text-xs font-medium text-ink-3 outline-offset-[-3px] hover:text-ink aria-selected:border-accent aria-selected:text-ink"
          >
            {tab.label}
            {tab.count !== undefined && tab.count > 0 && (
              <span className="text-2xs text-ink-3 tabular-nums">{tab.count}</span>
            )}
          </Base.Tab>
        ))}
      </Base.List>
      <Base.Panel value={value} className="min-h-0 flex-1 overflow-y-auto outline-offset-[-2px]">
        {children}
      </Base.Panel>
    </Base.Root>
  );
}
