import type { IntegrationView } from "../../../shared/contract/integration.ts";
import { itemsOf } from "../../lib/integrations/integrations.ts";
import { useServices } from "../../lib/services.tsx";

export type IntegrationPartsProps = {
  readonly integration: IntegrationView;
  titleOf(item: string): string | undefined;
};

/** What has gathered on a branch, what is on its way there, and what is missing. */
export function IntegrationParts({ integration, titleOf }: IntegrationPartsProps) {
  const { gathered, open, arriving, state, branch } = integration;
  const commits = new Map(gathered.map(({ item, commit }) => [item, commit]));
  const isOpen = state === "open";
  return (
    <div className="grid gap-x-4 gap-y-2 @lg:grid-cols-2">
      {(gathered.length > 0 || isOpen) && (
        <Parts
          title={isOpen ? "Gathered" : "Had gathered"}
          items={itemsOf(gathered)}
          titleOf={titleOf}
          noteOf={(item) => commits.get(item)?.slice(0, 8)}
          empty={`Nothing has landed on ${branch} yet.`}
        />
      )}
      {isOpen && (
        <Parts
          title="Missing"
          items={open}
          titleOf={titleOf}
          note={arriving.length === 0 ? undefined : `${arriving.length} on the way`}
          empty="All below it is closed."
        />
      )}
    </div>
  );
}

type PartsProps = Pick<IntegrationPartsProps, "titleOf"> & {
  readonly title: string;
  readonly items: readonly string[];
  readonly empty: string;
  readonly note?: string | undefined;
  noteOf?(item: string): string | undefined;
};

function Parts({ title, items, titleOf, empty, note, noteOf }: PartsProps) {
  const { panes } = useServices();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <h4 className="text-xs text-ink-3">
        {title} <span className="tabular-nums">{items.length}</span>
        {note !== undefined && ` · ${note}`}
      </h4>
      {items.length === 0 ? (
        <p className="text-xs text-ink-3">{empty}</p>
      ) : (
        <ul aria-label={title} className="max-h-44 overflow-y-auto rounded-md border border-line bg-pane">
          {items.map((item) => (
            <li key={item} className="border-line not-first:border-t">
              <button
                type="button"
                onClick={() => {
                  panes.open({ kind: "item", item });
                }}
                className="flex h-7 w-full min-w-0 items-center gap-2 px-2 text-left text-xs outline-offset-[-2px] hover:bg-hover"
              >
                <span className="shrink-0 font-mono text-2xs text-ink-3">{item}</span>
                <span className="min-w-0 flex-1 truncate text-ink-2">{titleOf(item)}</span>
                <code className="shrink-0 text-2xs text-ink-3">{noteOf?.(item)}</code>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
