import type { GuestPreview } from "@/lib/api-types";
import { STATUS_WORDS } from "../guest-status";
import { ACTION_WORDS, type BulkAction, countConnections, countGuests } from "./bulk-action";

const NAMED = 100;

interface PreviewListProps {
  action: BulkAction;
  guests: GuestPreview["guests"];
}

/** Who is concerned, by name, and how many connections will be cut. */
export function PreviewList({ action, guests }: PreviewListProps) {
  if (guests.length === 0) return <p role="status">{describeNobody(action)}</p>;
  const more = guests.length - NAMED;
  return (
    <section aria-label="Who is concerned" className="flex flex-col gap-2">
      <p role="status" className="nums font-medium">
        {describe(action, guests)}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has only a keyboard must be able to scroll it */}
      <ul tabIndex={0} className="max-h-44 max-sm:max-h-56 overflow-y-auto rounded-lg border">
        {guests.slice(0, NAMED).map(({ id, name, email, status, connections }) => (
          <li key={id} className="flex items-baseline gap-2 border-b px-3 py-1.5 last:border-b-0">
            <span className="min-w-0 flex-1 truncate">
              {name} <span className="truncate text-ink-faint text-meta max-sm:block">{email}</span>
            </span>
            <span className="nums shrink-0 text-ink-soft text-meta">
              {status !== "active" && STATUS_WORDS[status]}
              {connections > 0 && countConnections([{ connections }]).words}
            </span>
          </li>
        ))}
        {more > 0 && (
          <li className="px-3 py-1.5 text-ink-soft">and {more.toLocaleString("en")} more</li>
        )}
      </ul>
    </section>
  );
}

function describe(action: BulkAction, guests: GuestPreview["guests"]): string {
  const who = countGuests(guests.length);
  if (!ACTION_WORDS[action].takes) return who;
  const open = countConnections(guests);
  if (open.count === 0) return `${who}, none of them connected now`;
  return `${who}, ${open.words} will be cut`;
}

function describeNobody(action: BulkAction): string {
  if (action === "restore") return "None of them is revoked.";
  if (action === "extend")
    return "None of them can be extended. Restore those who are revoked instead.";
  return "No guest matches.";
}
