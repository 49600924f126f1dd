import type { GuestPreview } from "@/lib/api-types";
import { ACTION_WORDS, type BulkAction, countConnections, countGuests } from "./bulk-action";

interface BulkProgressProps {
  action: BulkAction;
  /** Who is concerned, with their connections, as the server counted them before. */
  guests: GuestPreview["guests"];
}

/**
 * What is being done while the answer is awaited. All of it is one change that happens to everybody or to nobody, so
 * there is no "37 of 100": how much was done, the receipt says.
 */
export function BulkProgress({ action, guests }: BulkProgressProps) {
  const { doing, takes } = ACTION_WORDS[action];
  const open = countConnections(guests);
  const whom = countGuests(guests.length);
  const what = takes && open.count > 0 ? `${whom}, ${open.words}` : whom;
  return (
    <div className="flex flex-col gap-2">
      <p role="status" className="nums text-ink-soft">
        {doing} {what}…
      </p>
      <div
        role="progressbar"
        aria-label={`${doing} ${whom}`}
        className="h-1 overflow-hidden rounded-full bg-line"
      >
        <span aria-hidden className="block h-full w-1/3 animate-sweep rounded-full bg-accent" />
      </div>
    </div>
  );
}
