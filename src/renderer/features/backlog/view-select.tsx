import { useQueryClient } from "@tanstack/react-query";
import { BookmarkPlus, BookmarkX } from "lucide-react";
import { useEffect, useState } from "react";
import { useFilters } from "../../lib/server-state/filters.ts";
import { queryKeys } from "../../lib/server-state/query-keys.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Dialog, DialogActions } from "../../ui/dialog.tsx";
import { Field, TextInput } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import type { Filter } from "../../lib/item-filter/filter.ts";
import { PRESETS, type View, isSameFilter } from "./view.ts";

export type ViewSelectProps = { readonly view: View; onChange(change: Partial<View>): void };

const SAVED = "saved/";
const OWN = "/own";

/** Filters under names: those everybody has, and those that were saved in this workspace. */
export function ViewSelect({ view, onChange }: ViewSelectProps) {
  const { actions, ui } = useServices();
  const queries = useQueryClient();
  const filters = useFilters();
  const [isSaving, setSaving] = useState(false);
  const saved = filters.data ?? [];
  const preset = PRESETS.find(({ filter }) => isSameFilter(filter, view.filter));
  const own = saved.find(({ filter }) => isSameFilter(plain(filter), view.filter));
  const value = own !== undefined ? `${SAVED}${own.name}` : (preset?.name ?? OWN);
  const wanted = useUi(({ filterWanted }) => filterWanted);
  const asked = wanted === undefined ? undefined : saved.find(({ name }) => name === wanted);
  useEffect(() => {
    if (asked === undefined) return;
    onChange(viewOf(asked.filter));
    ui.set({ filterWanted: undefined });
  }, [asked, onChange, ui]);
  const refresh = () => void queries.invalidateQueries({ queryKey: queryKeys.filters });
  return (
    <>
      <Select<string>
        label="Show"
        size="s"
        className="max-w-44 text-sm font-medium text-ink"
        value={value}
        options={[
          ...PRESETS.map(({ name, label }) => ({ value: name, label })),
          ...saved.map(({ name }) => ({ value: `${SAVED}${name}`, label: name, note: "saved" })),
          ...(value === OWN ? [{ value: OWN, label: "Filtered" }] : []),
        ]}
        onChange={(next) => {
          const chosen = PRESETS.find(({ name }) => name === next);
          if (chosen !== undefined) onChange({ filter: chosen.filter });
          const one = saved.find(({ name }) => `${SAVED}${name}` === next);
          if (one !== undefined) onChange(viewOf(one.filter));
        }}
      />
      {value === OWN && (
        <IconButton
          label="Save this filter…"
          icon={<BookmarkPlus />}
          onClick={() => {
            setSaving(true);
          }}
        />
      )}
      {own !== undefined && (
        <IconButton
          label={`Forget the filter ${own.name}`}
          icon={<BookmarkX />}
          onClick={() =>
            void actions.attempt(`forget the filter ${own.name}`, "filter.remove", { name: own.name }).then(refresh)
          }
        />
      )}
      {isSaving && (
        <SaveFilter
          view={view}
          onClose={() => {
            setSaving(false);
          }}
          onSaved={refresh}
        />
      )}
    </>
  );
}

const NAME = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

function SaveFilter({ view, onClose, onSaved }: { view: View; onClose: () => void; onSaved: () => void }) {
  const { actions, ui } = useServices();
  const [name, setName] = useState("");
  const wanted = name.trim().toLowerCase().replaceAll(/\s+/g, "-");
  const isName = NAME.test(wanted);
  return (
    <Dialog title="Save this filter" onClose={onClose} width={420}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isName) return;
          const { filter, sort, isReversed, text } = view;
          void actions
            .attempt(`save the filter ${wanted}`, "filter.save", {
              name: wanted,
              filter: {
                ...filter,
                ...(sort === undefined ? {} : { sort }),
                ...(isReversed ? { reverse: true } : {}),
                ...(text.trim() === "" ? {} : { text: text.trim() }),
              },
            })
            .then((outcome) => {
              if (!outcome.ok) return;
              ui.announce(`Filter ${wanted} saved`);
              onSaved();
              onClose();
            });
        }}
      >
        <div className="px-5 pt-3">
          <Field
            label="Name"
            hint={`Everybody in this workspace has it; drover list --filter ${isName ? wanted : "NAME"} too.`}
            error={name === "" || isName ? undefined : "A name is made of letters, digits and hyphens, at most 40."}
          >
            {(ids) => (
              <TextInput
                {...ids}
                data-autofocus
                value={name}
                onChange={(event) => {
                  setName(event.target.value);
                }}
              />
            )}
          </Field>
        </div>
        <DialogActions>
          <Button look="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button look="primary" type="submit" disabled={!isName}>
            Save filter
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

type Saved = NonNullable<ReturnType<typeof useFilters>["data"]>[number]["filter"];

/** Without order and words, which a view has apart. */
function plain({ sort: _, reverse: __, text: ___, ...filter }: Saved): Filter {
  return filter;
}

function viewOf(saved: Saved): Partial<View> {
  return {
    filter: plain(saved),
    text: saved.text ?? "",
    ...(saved.sort === undefined ? {} : { sort: saved.sort }),
    isReversed: saved.reverse === true,
  };
}
