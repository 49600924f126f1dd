import type { Guest } from "@/lib/api-types";
import { Checkbox } from "@/ui/primitives/checkbox";
import type { Selection } from "./use-selection";

/** Selects a guest. A click with Shift selects all from the one before to this one. */
export function SelectBox({ guest, selection }: { guest: Guest; selection: Selection }) {
  return (
    <Checkbox
      aria-label={`Select ${guest.name}`}
      data-quiet
      checked={selection.ids.has(guest.id)}
      onClick={(event) => selection.toggle(guest.id, event.shiftKey)}
    />
  );
}

/** Selects everybody who is shown, or nobody. */
export function SelectShown({ shown, selection }: { shown: string[]; selection: Selection }) {
  const chosen = shown.filter((id) => selection.ids.has(id)).length;
  const all = shown.length > 0 && chosen === shown.length;
  return (
    <Checkbox
      aria-label="Select all who are shown"
      checked={all || (chosen > 0 && "indeterminate")}
      onClick={() => (all ? selection.clear() : selection.choose(shown))}
    />
  );
}
