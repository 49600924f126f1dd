import type { AuditEvent } from "@/lib/api-types";
import { describeReceipt } from "@/lib/receipt-words";
import { describeDetails } from "@/ui/audit/describe-details";
import { describeEvent } from "@/ui/audit/describe-event";
import type { Clock } from "@/ui/shell/clock";
import { describeChannels, type Named } from "./describe-channels";

interface AccessPartProps {
  events: AuditEvent[];
  named: Named;
  clock: Clock;
}

/** The changes of a guest's access in the order in which they came, each with its receipt. */
export function AccessPart({ events, named, clock }: AccessPartProps) {
  return (
    <ol className="flex flex-col">
      {events.map((event) => (
        <li
          key={event.id}
          className="grid break-inside-avoid gap-x-4 border-b py-2 sm:grid-cols-[12rem_minmax(0,1fr)]"
        >
          <time dateTime={event.at} className="nums text-ink-soft">
            {clock.full(event.at)}
          </time>
          <div className="min-w-0 [overflow-wrap:anywhere]">
            <p dir="auto">{describeWhole(event)}</p>
            {describeMore(event, named, clock).map((words) => (
              <p key={words} dir="auto" className="whitespace-pre-line text-ink-soft text-meta">
                {words}
              </p>
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}

function describeWhole(event: AuditEvent): string {
  const { who, verb, whom } = describeEvent(event);
  return [who, verb, whom].filter(Boolean).join(" ");
}

function describeMore(event: AuditEvent, named: Named, clock: Clock): string[] {
  // Times are told by the clock of this page, which has a time zone of its own, and channels by their names.
  const { expiresAt, receipt, reason, address, ...data } = event.data;
  const apart = { channelIds: null, channelsAdded: null, channelsRemoved: null, terms: null };
  const words = describeDetails({ ...event, data: { ...data, ...apart } });
  if (typeof expiresAt === "string") words.push(`until ${clock.full(expiresAt)}`);
  if (expiresAt === null) words.push("no end date");
  return [
    reason ? `Reason: ${reason}` : "",
    words.join(" · "),
    ...describeChannels(data, named, clock),
    receipt ? `Receipt: ${describeReceipt(receipt)}` : "",
    typeof address === "string" ? `From ${address}` : "",
  ].filter((line) => line !== "");
}
