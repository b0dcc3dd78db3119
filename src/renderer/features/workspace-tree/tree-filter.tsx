import { Search, X } from "lucide-react";

export type TreeFilterProps = {
  readonly value: string;
  onChange(value: string): void;
  /** The focus is wanted by what was found. */
  onLeave(): void;
};

/** Narrows the tree to those whose names or work have what is typed. Escape empties it; the arrow goes to what was found. */
export function TreeFilter({ value, onChange, onLeave }: TreeFilterProps) {
  return (
    <div className="flex h-6 min-w-0 flex-1 items-center gap-1.5 rounded-md border border-transparent px-1.5 text-ink-3 focus-within:border-line-strong focus-within:bg-field hover:bg-hover">
      <Search className="size-3 shrink-0" aria-hidden="true" />
      <input
        type="text"
        aria-label="Filter the workspace tree"
        placeholder="Projects and agents"
        value={value}
        spellCheck={false}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape" && value !== "") {
            onChange("");
            event.stopPropagation();
          } else if (event.key === "ArrowDown" || event.key === "Enter" || event.key === "Escape") {
            event.preventDefault();
            onLeave();
          }
        }}
        className="min-w-0 flex-1 bg-transparent text-xs text-ink outline-none placeholder:text-ink-3"
      />
      {value !== "" && (
        <button
          type="button"
          aria-label="Show everybody"
          onClick={() => {
            onChange("");
          }}
          className="flex size-4 items-center justify-center rounded-sm hover:bg-active hover:text-ink"
        >
          <X className="size-3" aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
